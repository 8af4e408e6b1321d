import { createHash } from "node:crypto";
import type { EnvoyConfig, EnvoyResource, Json } from "../translate/envoy-config";
import { resourceFile } from "./envoy-paths";
import type { EnvoyPaths } from "./envoy-paths";

/** A discovery response in a file that Envoy watches. */
export interface DiscoveryFile {
  readonly path: string;
  readonly content: string;
  /** Hash of the resources; Envoy reports the version that it has accepted. */
  readonly version: string;
}

/** The files of a configuration, by discovery service. */
export interface DiscoveryFiles {
  readonly endpoints: readonly DiscoveryFile[];
  readonly clusters: DiscoveryFile;
  readonly routes: readonly (DiscoveryFile & { readonly listener: string })[];
  readonly listeners: DiscoveryFile;
}

const messages = {
  endpoint: { type: "envoy.config.endpoint.v3.ClusterLoadAssignment", nameField: "cluster_name" },
  cluster: { type: "envoy.config.cluster.v3.Cluster", nameField: "name" },
  route: { type: "envoy.config.route.v3.RouteConfiguration", nameField: "name" },
  listener: { type: "envoy.config.listener.v3.Listener", nameField: "name" },
} as const;

type Message = keyof typeof messages;

/** Splits a configuration into files: one for all listeners, one for all clusters, and one each for routes and endpoints. */
export function discoveryFiles(config: EnvoyConfig, paths: EnvoyPaths): DiscoveryFiles {
  return {
    endpoints: config.endpoints.map((resource) =>
      discoveryFile(resourceFile(paths.endpointDir, resource.name), "endpoint", [resource]),
    ),
    clusters: discoveryFile(paths.clusters, "cluster", config.clusters),
    routes: config.routes.map((resource) => ({
      listener: resource.name,
      ...discoveryFile(resourceFile(paths.routeDir, resource.name), "route", [resource]),
    })),
    listeners: discoveryFile(paths.listeners, "listener", config.listeners),
  };
}

function discoveryFile(path: string, message: Message, resources: readonly EnvoyResource[]): DiscoveryFile {
  const { type, nameField } = messages[message];
  const bodies: readonly Json[] = resources.map(({ name, body }) => ({
    "@type": `type.googleapis.com/${type}`,
    [nameField]: name,
    ...body,
  }));
  const version = createHash("sha256").update(JSON.stringify(bodies)).digest("hex").slice(0, 16);
  return { path, version, content: JSON.stringify({ version_info: version, resources: bodies }, null, 2) };
}
