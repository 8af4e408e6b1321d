interface Kind {
  readonly group: string;
  readonly version: string;
}

/** The kinds that the controller watches, by the name of their collection in the API. */
export const kinds = {
  gatewayclasses: { group: "gateway.networking.k8s.io", version: "v1" },
  gateways: { group: "gateway.networking.k8s.io", version: "v1" },
  httproutes: { group: "gateway.networking.k8s.io", version: "v1" },
  inferencepools: { group: "inference.networking.k8s.io", version: "v1" },
  gcproutingextensions: { group: "networking.gke.io", version: "v1" },
  healthcheckpolicies: { group: "networking.gke.io", version: "v1" },
  gcpbackendpolicies: { group: "networking.gke.io", version: "v1" },
  namespaces: { group: "", version: "v1" },
  services: { group: "", version: "v1" },
  endpointslices: { group: "discovery.k8s.io", version: "v1" },
  pods: { group: "", version: "v1" },
} as const satisfies Readonly<Record<string, Kind>>;

export type KindName = keyof typeof kinds;

/** Names of all watched kinds. */
export const kindNames: readonly KindName[] = Object.keys(kinds).filter(isKindName);

function isKindName(name: string): name is KindName {
  return name in kinds;
}

/** The path of a kind's collection in all namespaces. */
export function collectionPath(kind: KindName): string {
  const { group, version } = kinds[kind];
  return group === "" ? `/api/${version}/${kind}` : `/apis/${group}/${version}/${kind}`;
}
