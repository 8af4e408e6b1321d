import { CoreV1Api, CustomObjectsApi, DiscoveryV1Api, makeInformer } from "@kubernetes/client-node";
import type { KubeConfig, KubernetesListObject, KubernetesObject } from "@kubernetes/client-node";
import { collectionPath, kinds } from "./kinds";
import type { KindName } from "./kinds";

/** Lists and watches one kind. Ends with an `error` event when it cannot continue, and can then be restarted. */
export interface KindInformer {
  start(): Promise<void>;
  stop(): Promise<void>;
  list(): readonly unknown[];
  on(event: "change", callback: () => void): void;
  on(event: "error", callback: (error: unknown) => void): void;
}

/** Creates the informer of a kind; `onListed` is called whenever all objects have been listed. */
export type InformerFactory = (kind: KindName, onListed: () => void) => KindInformer;

/** Informers of the client library. */
export function apiInformers(config: KubeConfig): InformerFactory {
  return (kind, onListed) => {
    const list = listFunction(config, kind);
    return makeInformer(config, collectionPath(kind), async () => {
      const objects = await list();
      onListed();
      return objects;
    });
  };
}

type ListFunction = () => Promise<KubernetesListObject<KubernetesObject>>;

function listFunction(config: KubeConfig, kind: KindName): ListFunction {
  const core = config.makeApiClient(CoreV1Api);
  const discovery = config.makeApiClient(DiscoveryV1Api);
  const custom = config.makeApiClient(CustomObjectsApi);
  switch (kind) {
    case "namespaces":
      return () => core.listNamespace();
    case "services":
      return () => core.listServiceForAllNamespaces();
    case "pods":
      return () => core.listPodForAllNamespaces();
    case "endpointslices":
      return () => discovery.listEndpointSliceForAllNamespaces();
    case "gatewayclasses":
    case "gateways":
    case "httproutes":
    case "inferencepools":
    case "gcproutingextensions":
    case "healthcheckpolicies":
    case "gcpbackendpolicies":
      return () => custom.listClusterCustomObject({ ...kinds[kind], plural: kind });
  }
}
