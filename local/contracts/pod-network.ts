/**
 * The pod network of the laptop cluster. Kubernetes refuses loopback addresses in EndpointSlices, and only root may
 * give a machine others, so a pod has one address in two forms: `10.<64+slot>.x.y` in the Kubernetes API, and
 * `127.<64+slot>.x.y`, where its processes really listen. BBR and EPP are built with sockets that make the same
 * translation (tools/podnet), and Envoy does it with the header that names the chosen endpoint.
 */

const firstSubnet = 64;

/**
 * The address in the Kubernetes API of a slot's pod number `index`.
 * @throws RangeError when the index is outside 1 to 65,534.
 */
export function podAddress(slot: number, index: number): string {
  if (!Number.isInteger(index) || index < 1 || index > 65_534)
    throw new RangeError(`pod index: must be a whole number from 1 to 65534, got ${index}`);
  return `10.${firstSubnet + slot}.${Math.floor(index / 256)}.${index % 256}`;
}

/** The address on which a pod's processes really listen: its API address with the first number replaced. */
export function loopbackAddress(podIp: string): string {
  return podIp.replace(/^10\./, "127.");
}

/** A loopback address of a slot's pod network that no pod ever has. */
export function unusedLoopbackAddress(slot: number): string {
  return `127.${firstSubnet + slot}.255.255`;
}
