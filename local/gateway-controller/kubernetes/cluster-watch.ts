import {
  CoreV1Api,
  CustomObjectsApi,
  DiscoveryV1Api,
  makeInformer,
  type KubeConfig,
  type KubernetesListObject,
  type KubernetesObject,
} from "@kubernetes/client-node";
import { apiErrorMessage } from "./api-error";
import { collectionPath, kindNames, kinds, type KindName } from "./kinds";
import type { RawObjects } from "./snapshot";

const retryMs = 1000;

interface WatchedCollection {
  readonly list: () => readonly unknown[];
  readonly stop: () => Promise<void>;
}

/** Keeps a copy of all objects of the watched kinds, and survives an API server that comes and goes. */
export class ClusterWatch {
  private readonly collections = new Map<KindName, WatchedCollection>();
  private readonly missing = new Set<KindName>(kindNames);
  private readonly failing = new Map<KindName, string>();

  /**
   * @param onChange called after every change, and when the last kind has been listed for the first time.
   * @param log called once for a failure, however many kinds it strikes.
   */
  constructor(
    private readonly config: KubeConfig,
    private readonly onChange: () => void,
    private readonly log: (message: string) => void,
  ) {}

  /** Starts to list and watch. */
  start(): void {
    for (const kind of kindNames) this.collections.set(kind, this.watch(kind));
  }

  /** Stops every watch. */
  async stop(): Promise<void> {
    await Promise.all([...this.collections.values()].map((collection) => collection.stop()));
  }

  /**
   * All objects as they are known now, or undefined until every kind has been listed: half a cluster must never be
   * mistaken for the whole.
   */
  objects(): RawObjects | undefined {
    if (this.missing.size > 0) return undefined;
    const list = (kind: KindName) => this.collections.get(kind)?.list() ?? [];
    return {
      gatewayclasses: list("gatewayclasses"),
      gateways: list("gateways"),
      httproutes: list("httproutes"),
      inferencepools: list("inferencepools"),
      gcproutingextensions: list("gcproutingextensions"),
      healthcheckpolicies: list("healthcheckpolicies"),
      gcpbackendpolicies: list("gcpbackendpolicies"),
      namespaces: list("namespaces"),
      services: list("services"),
      endpointslices: list("endpointslices"),
      pods: list("pods"),
    };
  }

  private watch(kind: KindName): WatchedCollection {
    const listOnce = listFunction(this.config, kind);
    const informer = makeInformer(this.config, collectionPath(kind), async () => {
      const list = await listOnce();
      this.missing.delete(kind);
      this.changed(kind);
      return list;
    });
    const start = () => {
      informer.start().catch(retry);
    };
    const retry = (error: unknown) => {
      this.reportFailure(kind, apiErrorMessage(error));
      setTimeout(start, retryMs);
    };
    informer.on("change", () => {
      this.changed(kind);
    });
    informer.on("error", retry);
    start();
    return { list: () => informer.list(), stop: () => informer.stop() };
  }

  private changed(kind: KindName): void {
    this.failing.delete(kind);
    this.onChange();
  }

  private reportFailure(kind: KindName, problem: string): void {
    if (![...this.failing.values()].includes(problem))
      this.log(`cannot watch ${kind}, trying again: ${problem}`);
    this.failing.set(kind, problem);
  }
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
