import { CustomObjectsApi } from "@kubernetes/client-node";
import { readKubeconfig } from "@switchyard/contracts/read-kubeconfig";
import { DebouncedTask } from "./debounced-task";
import { EnvoyAdmin } from "./envoy/envoy-admin";
import { EnvoyConfigurator } from "./envoy/envoy-configurator";
import { envoyPaths, resourceFile } from "./envoy/envoy-paths";
import type { EnvoyPaths } from "./envoy/envoy-paths";
import { EnvoyProcess } from "./envoy/envoy-process";
import { kubernetesErrorMessage } from "./kubernetes/kubernetes-error";
import { ClusterWatch } from "./kubernetes/cluster-watch";
import { ensureGatewayClasses } from "./kubernetes/gateway-classes";
import { apiInformers } from "./kubernetes/informers";
import { LoadBalancers } from "./kubernetes/load-balancers";
import { parseSnapshot } from "./kubernetes/snapshot";
import { StatusWriter } from "./kubernetes/status-writer";
import type { GatewayControllerSettings } from "./settings";
import { translate } from "./translate/translate";

/** Stands in for GKE's gateway controller: watches the cluster, programs Envoy, reports in the statuses. */
export class GatewayController {
  private readonly paths: EnvoyPaths;
  private readonly api: CustomObjectsApi;
  private readonly configurator: EnvoyConfigurator;
  private readonly envoy: EnvoyProcess;
  private readonly watch: ClusterWatch;
  private readonly statuses: StatusWriter;
  private readonly loadBalancers: LoadBalancers | undefined;
  private readonly reconciling: DebouncedTask;
  private reportedProblems: ReadonlySet<string> = new Set();

  constructor(
    private readonly settings: GatewayControllerSettings,
    private readonly log: (message: string) => void,
  ) {
    const kubeConfig = readKubeconfig(settings.kubeconfig);
    this.api = kubeConfig.makeApiClient(CustomObjectsApi);
    this.paths = envoyPaths(settings.stateDir);
    this.configurator = new EnvoyConfigurator(this.paths, new EnvoyAdmin(settings.envoyAdminPort));
    this.envoy = new EnvoyProcess(settings.envoy, this.paths, log);
    this.statuses = new StatusWriter(this.api, log);
    this.loadBalancers = settings.loadBalancers && new LoadBalancers(this.api, settings.loadBalancers, log);
    this.reconciling = new DebouncedTask(
      () => this.reconcile(),
      (error) => {
        log(`cannot reconcile, retrying: ${kubernetesErrorMessage(error)}`);
      },
    );
    this.watch = new ClusterWatch(
      apiInformers(kubeConfig),
      () => {
        this.reconciling.request();
      },
      log,
    );
  }

  /** Runs until `stop`. */
  async run(): Promise<void> {
    this.configurator.prepare(this.settings.envoyAdminPort);
    this.watch.start();
    await this.envoy.run();
  }

  /** Stops watching, then Envoy. */
  async stop(): Promise<void> {
    await this.watch.stop();
    await this.reconciling.stop();
    await this.envoy.stop();
  }

  /** Updates Envoy and the statuses to match the cluster; false if something remains to be done. */
  private async reconcile(): Promise<boolean> {
    const objects = this.watch.objects();
    if (objects === undefined) return true;
    const { snapshot, problems } = parseSnapshot(objects);
    this.report(problems);
    if ((await this.loadBalancers?.claim(snapshot.gateways)) === false) return false;
    const { envoy, statuses } = translate(snapshot, {
      slot: this.settings.slot,
      accessLog: this.paths.accessLog,
      routeFile: (listener) => resourceFile(this.paths.routeDir, listener),
      endpointFile: (cluster) => resourceFile(this.paths.endpointDir, cluster),
    });
    const accepted = await this.configurator.apply(envoy);
    await ensureGatewayClasses(this.api, snapshot);
    const written = await this.statuses.write(statuses(accepted));
    if (!accepted) return false;
    const released = (await this.loadBalancers?.release(snapshot.gateways, Date.now())) ?? true;
    return written && released;
  }

  private report(problems: readonly string[]): void {
    for (const problem of problems) if (!this.reportedProblems.has(problem)) this.log(problem);
    this.reportedProblems = new Set(problems);
  }
}
