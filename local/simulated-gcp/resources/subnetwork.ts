import { GoogleApiError, inUse } from "../google-api-error";
import { firstHost, overlaps, prefixBits } from "../cidr";
import { computedAndFixed, each, fixed } from "../provider-schema/field-facts";
import { existing, projectOf, regionOf } from "../cloud-state";
import type { Existing, CloudState } from "../cloud-state";
import { clusterKind } from "./cluster-fields";
import { subnetworkOf } from "./cluster-network";
import { defineKind } from "./kind";
import { checkNetwork, checkNoGateways, computeLink, networkId, projectOfReference } from "./network-users";
import { subnetworkKind } from "./subnetwork-fields";
import type { SubnetworkFields } from "./subnetwork-fields";

/** A subnetwork: of nodes, with secondary ranges for pods and Services, or of load balancers' proxies. */
export const subnetwork = defineKind({
  ...subnetworkKind,
  nameField: "name",
  facts: {
    ...each(fixed, "name", "network", "description"),
    ...each(computedAndFixed, "region", "project", "purpose"),
  },
  computed: ["selfLink", "gatewayAddress", "creationTimestamp", "fingerprint", "subnetworkId"],
  api: "compute.googleapis.com",
  id: (fields, place) =>
    `projects/${projectOf(fields, place)}/regions/${regionOf(fields, place)}/subnetworks/${fields.name}`,
  outputs: (fields, { id, createdAtMs }, { place }) => ({
    project: projectOf(fields, place),
    region: regionOf(fields, place),
    selfLink: computeLink(id),
    gatewayAddress: firstHost(fields.ipCidrRange),
    creationTimestamp: new Date(createdAtMs).toISOString(),
    fingerprint: "",
    subnetworkId: createdAtMs,
  }),
  check: (fields, id, cloudState) => {
    checkNetwork(fields.network, projectOf(fields, cloudState.place), cloudState);
    checkSize(fields);
    const others = neighbours(fields, id, cloudState);
    checkRanges(fields, others);
    checkProxyOnly(fields, id, others);
  },
  checkDelete: (_fields, id, cloudState) => {
    checkNoGateways("subnetwork", id, cloudState);
    const user = existing(cloudState, clusterKind).find(
      ({ fields }) => subnetworkOf(fields, cloudState)?.id === id,
    );
    if (user !== undefined) throw inUse("subnetwork", id, user.id);
  },
  alreadyExists: (id) => `The resource '${id}' already exists, alreadyExists`,
});

type Neighbour = Existing<SubnetworkFields>;

/** All other subnetworks of the network, in every region. */
function neighbours(fields: SubnetworkFields, id: string, cloudState: CloudState): readonly Neighbour[] {
  const networkOf = (reference: string, user: string) => networkId(reference, projectOfReference(user, ""));
  return existing(cloudState, subnetworkKind).filter(
    (other) => other.id !== id && networkOf(other.fields.network, other.id) === networkOf(fields.network, id),
  );
}

/** Smallest and largest ranges: https://docs.cloud.google.com/vpc/docs/subnets and .../load-balancing/docs/proxy-only-subnets */
function checkSize({ purpose = "PRIVATE", ipCidrRange }: SubnetworkFields): void {
  const longest = purpose === "REGIONAL_MANAGED_PROXY" ? 26 : 29;
  if (prefixBits(ipCidrRange) > longest)
    throw invalidRange(ipCidrRange, `the prefix must not be longer than /${longest}`);
}

function allRanges({ ipCidrRange, secondaryIpRanges = [] }: SubnetworkFields): readonly string[] {
  return [ipCidrRange, ...secondaryIpRanges.map((range) => range.ipCidrRange)];
}

function checkRanges(fields: SubnetworkFields, others: readonly Neighbour[]): void {
  const own = allRanges(fields);
  own.forEach((range, index) => {
    const twin = own.slice(0, index).find((other) => overlaps(range, other));
    if (twin !== undefined)
      throw invalidRange(range, `it conflicts with range ${twin} of the same subnetwork`);
    for (const other of others) {
      if (allRanges(other.fields).some((taken) => overlaps(range, taken)))
        throw invalidRange(range, `it conflicts with existing subnetwork '${other.id}'`);
    }
  });
}

/** A region and network have one ACTIVE proxy-only subnetwork. */
function checkProxyOnly(fields: SubnetworkFields, id: string, others: readonly Neighbour[]): void {
  const isActive = ({ purpose, role }: SubnetworkFields) =>
    purpose === "REGIONAL_MANAGED_PROXY" && role === "ACTIVE";
  if (!isActive(fields)) return;
  const region = id.slice(0, id.lastIndexOf("/"));
  const twin = others.find((other) => isActive(other.fields) && other.id.startsWith(`${region}/`));
  if (twin === undefined) return;
  throw new GoogleApiError(
    400,
    `Invalid value for field 'resource.role': 'ACTIVE'. There is an ACTIVE subnetwork of purpose REGIONAL_MANAGED_PROXY in this region and network already: '${twin.id}', invalid`,
  );
}

function invalidRange(range: string, reason: string): GoogleApiError {
  return new GoogleApiError(
    400,
    `Invalid value for field 'resource.ipCidrRange': '${range}'. Invalid IPCidrRange: ${range}: ${reason}, invalid`,
  );
}
