import {
  CoreV1Api,
  CustomObjectsApi,
  KubernetesObjectApi,
  makeInformer,
  PatchStrategy,
  setHeaderOptions,
} from "@kubernetes/client-node";
import type { KubeConfig } from "@kubernetes/client-node";
import { readKubeconfig } from "@switchyard/contracts/read-kubeconfig";
import { DebouncedTask } from "../debounced-task";
import { writeIfChanged } from "../envoy/atomic-file";
import { envoyPaths } from "../envoy/envoy-paths";
import type { EnvoyPaths } from "../envoy/envoy-paths";
import { EnvoyProcess } from "../envoy/envoy-process";
import { kubernetesErrorMessage } from "../kubernetes/kubernetes-error";
import { kinds } from "../kubernetes/kinds";
import { istioBootstrap } from "./bootstrap";
import { gatewayObjects, istioGatewaySchema, loadBalancerStatus, proxyName, serviceTypeOf } from "./objects";
import type { IstioGatewayObject } from "./objects";
import type { IstioGatewaySettings } from "./settings";

const retryMs = 1000;
const fieldManager = "switchyard-local";
const mergePatch = setHeaderOptions("Content-Type", PatchStrategy.MergePatch);

/**
 * Stands in for what Istio starts for a Gateway in a cluster: a Deployment of proxies and a Service with a load balancer.
 * The proxy is an Envoy that gets its whole configuration from istiod.
 */
export class IstioGateway {
  private readonly paths: EnvoyPaths;
  private readonly envoy: EnvoyProcess;
  private readonly objects: KubernetesObjectApi;
  private readonly core: CoreV1Api;
  private readonly informer: ReturnType<typeof gatewayInformer>;
  private readonly reconciling: DebouncedTask;
  private stopped = false;

  constructor(
    private readonly settings: IstioGatewaySettings,
    private readonly log: (message: string) => void,
  ) {
    const kubeConfig = readKubeconfig(settings.kubeconfig);
    this.paths = envoyPaths(settings.stateDir);
    this.envoy = new EnvoyProcess(settings.envoy, this.paths, log);
    this.objects = KubernetesObjectApi.makeApiClient(kubeConfig);
    this.core = kubeConfig.makeApiClient(CoreV1Api);
    this.informer = gatewayInformer(kubeConfig, settings.gateway.namespace);
    this.reconciling = new DebouncedTask(
      () => this.reconcile(),
      (error) => {
        log(`cannot reconcile, retrying: ${kubernetesErrorMessage(error)}`);
      },
    );
  }

  /** Runs until `stop`. */
  async run(): Promise<void> {
    writeIfChanged(this.paths.bootstrap, JSON.stringify(istioBootstrap(this.settings), null, 2));
    this.watch();
    await this.envoy.run();
  }

  /** Stops watching, then Envoy. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.informer.stop();
    await this.reconciling.stop();
    await this.envoy.stop();
  }

  private watch(): void {
    const start = () => {
      if (!this.stopped) this.informer.start().catch(retry);
    };
    const retry = (error: unknown) => {
      if (this.stopped) return;
      this.log(`cannot watch gateways, retrying: ${kubernetesErrorMessage(error)}`);
      setTimeout(start, retryMs);
    };
    this.informer.on("change", () => {
      this.reconciling.request();
    });
    this.informer.on("error", retry);
    start();
  }

  /** Gives the Gateway its Service and its address. A Gateway that is deleted takes both with it. */
  private async reconcile(): Promise<boolean> {
    const gateway = this.gateway();
    if (gateway?.metadata.deletionTimestamp !== undefined || gateway === undefined) return true;
    for (const object of gatewayObjects(gateway, this.settings))
      await this.objects.patch(
        object,
        undefined,
        undefined,
        fieldManager,
        true,
        PatchStrategy.ServerSideApply,
      );
    if (serviceTypeOf(gateway) !== "LoadBalancer") return true;
    const { namespace, name } = gateway.metadata;
    const target = { namespace, name: proxyName(name), body: { status: loadBalancerStatus } };
    await this.core.patchNamespacedServiceStatus(target, mergePatch);
    return true;
  }

  private gateway(): IstioGatewayObject | undefined {
    const { name } = this.settings.gateway;
    const found = this.informer.list().find(({ metadata }) => metadata?.name === name);
    return istioGatewaySchema.safeParse(found).data;
  }
}

function gatewayInformer(config: KubeConfig, namespace: string) {
  const { group, version } = kinds.gateways;
  const custom = config.makeApiClient(CustomObjectsApi);
  return makeInformer(config, `/apis/${group}/${version}/namespaces/${namespace}/gateways`, () =>
    custom.listNamespacedCustomObject({ ...kinds.gateways, namespace, plural: "gateways" }),
  );
}
