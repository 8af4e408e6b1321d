import { inUse, notFound } from "../google-api-error";
import { existing, lastSegment } from "../cloud-state";
import type { CloudState } from "../cloud-state";
import { clusterKind } from "./cluster-fields";
import { routerKind } from "./router-fields";
import { subnetworkKind } from "./subnetwork-fields";

/** Link of a Compute Engine resource. */
export function computeLink(id: string): string {
  return `https://www.googleapis.com/compute/v1/${id}`;
}

/** The project in a path or a link, as for a shared VPC; otherwise the resource's own. */
export function projectOfReference(reference: string, own: string): string {
  return /(?:^|\/)projects\/([^/]+)\//.exec(reference)?.[1] ?? own;
}

/** Id of a network given by name, id or link. */
export function networkId(reference: string, own: string): string {
  return `projects/${projectOfReference(reference, own)}/global/networks/${lastSegment(reference)}`;
}

/** @throws GoogleApiError when there is no network of that name, id or link. */
export function checkNetwork(reference: string, project: string, cloudState: CloudState): void {
  const id = networkId(reference, project);
  const isThere = cloudState.resources.some(
    (one) => one.type === "gcp:compute/network:Network" && one.id === id,
  );
  if (!isThere) throw notFound(id);
}

/** Ids of all resources in a network. */
export function networkUsers(id: string, cloudState: CloudState): readonly string[] {
  return [
    ...existing(cloudState, subnetworkKind),
    ...existing(cloudState, routerKind),
    ...existing(cloudState, clusterKind),
  ]
    .filter((user) => networkId(user.fields.network ?? "default", projectOfReference(user.id, "")) === id)
    .map((user) => user.id);
}

/** @throws GoogleApiError when a Gateway's load balancer still has addresses in the network. */
export function checkNoGateways(kind: string, id: string, cloudState: CloudState): void {
  const [gateway] = cloudState.gateways;
  if (gateway === undefined) return;
  throw inUse(kind, id, `the forwarding rule of Gateway ${gateway}`);
}
