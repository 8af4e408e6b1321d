import { z } from "zod";

/** A block of IPv4 addresses. */
export interface IpRange {
  /** First address as a number, with what lies below the prefix left in: `10.0.0.1/24` starts at `.1`. */
  readonly address: number;
  /** Leading bits that all addresses of the block share. */
  readonly prefixLength: number;
}

/** A block in CIDR notation, or nothing when it is written wrongly. */
export function parseIpRange(text: string): IpRange | undefined {
  if (!z.regexes.cidrv4.test(text)) return undefined;
  const [octets = "", prefixLength] = text.split("/");
  const address = octets.split(".").reduce((number, octet) => number * 256 + Number(octet), 0);
  return { address, prefixLength: Number(prefixLength) };
}

/** A block in CIDR notation. */
export function formatIpRange({ address, prefixLength }: IpRange): string {
  const octets = [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256);
  return `${octets.join(".")}/${prefixLength}`;
}

/** How many addresses a block has. */
export function sizeOf({ prefixLength }: IpRange): number {
  return 2 ** (32 - prefixLength);
}

/** The block itself: everything below its prefix is zero, as Google asks for. */
export function withoutHostBits(range: IpRange): IpRange {
  return { ...range, address: range.address - (range.address % sizeOf(range)) };
}

/** Whether two blocks have an address in common. */
export function overlap(one: IpRange, other: IpRange): boolean {
  const wider = Math.min(one.prefixLength, other.prefixLength);
  const [first, second] = [one, other].map(({ address }) =>
    withoutHostBits({ address, prefixLength: wider }),
  );
  return first?.address === second?.address;
}

/** Whether a block lies in another as a whole. */
export function contains(outer: IpRange, inner: IpRange): boolean {
  return outer.prefixLength <= inner.prefixLength && overlap(outer, inner);
}
