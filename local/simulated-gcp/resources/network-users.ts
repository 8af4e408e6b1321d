import { inUse, notFound } from "../api-error";
import { existing, lastSegment, type World } from "../world";
import { clusterKind } from "./cluster-fields";
import { routerKind } from "./router-fields";
import { subnetworkKind } from "./subnetwork-fields";

/** Link of a Compute Engine resource. */
export function computeLink(id: string): string {
  return `https://www.googleapis.com/compute/v1/${id}`;
}

/** @throws ApiError when a project has no network of that name, id or link. */
export function checkNetwork(reference: string, project: string, world: World): void {
  const id = `projects/${project}/global/networks/${lastSegment(reference)}`;
  const isThere = world.resources.some((one) => one.type === "gcp:compute/network:Network" && one.id === id);
  if (!isThere) throw notFound(id);
}

/** Ids of all that is in a network. */
export function networkUsers(id: string, world: World): readonly string[] {
  const name = lastSegment(id);
  return [
    ...existing(world, subnetworkKind).filter(({ fields }) => lastSegment(fields.network) === name),
    ...existing(world, routerKind).filter(({ fields }) => lastSegment(fields.network) === name),
    ...existing(world, clusterKind).filter(({ fields }) => lastSegment(fields.network ?? "default") === name),
  ].map((user) => user.id);
}

/** @throws ApiError when a Gateway's load balancer still has addresses in the network. */
export function checkNoGateways(kind: string, id: string, world: World): void {
  const [gateway] = world.gateways;
  if (gateway === undefined) return;
  throw inUse(kind, id, `the forwarding rule of Gateway ${gateway}`);
}
