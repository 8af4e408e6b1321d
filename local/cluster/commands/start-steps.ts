import { randomInt } from "node:crypto";
import path from "node:path";
import { acceleratorNames, acceleratorShape, systemShape } from "switchyard/charts";
import type { LoadedStack } from "switchyard/stack";
import { expectedProcesses, startCluster } from "../cluster";
import type { GatewayChoice } from "../gateway-choice";
import type { IstioGateway } from "../istio/gateway-settings";
import { usesIstio } from "../istio/uses-istio";
import { hasKeda, needsKeda } from "../keda/needs-keda";
import type { NodePool } from "@switchyard/contracts/node-pool";
import { kubernetesReleases } from "@switchyard/toolchain/kubernetes-choice";
import type { KubernetesChoice } from "@switchyard/toolchain/kubernetes-choice";
import { watchProcesses } from "@switchyard/process/process-watch";
import { isChartReachable } from "../pulumi/chart-source";
import { withoutNewSalt } from "../pulumi/stack-file-salt";
import { runUpdate } from "../pulumi/update";
import type { ChangeCounts } from "../pulumi/update-output";
import { gatewayUrl } from "../settings";
import type { ClusterSettings } from "../settings";
import { ensureTools } from "@switchyard/toolchain";
import { ensureIstio } from "@switchyard/toolchain/istio";
import { ensureKeda } from "@switchyard/toolchain/keda";
import type { Keda } from "@switchyard/toolchain/keda";
import { runRouting } from "../traffic/routing-run";
import type { RoutedModel, RoutingResult } from "../traffic/routing-summary";
import { placeholderSecrets, secretsNote } from "./placeholder-secrets";
import type { Reporter } from "./reporter";
import { saveToolchain } from "./saved-toolchain";
import type { SavedToolchain } from "./saved-toolchain";
import { simulateGcp } from "./simulate-gcp";
import { toolReporter } from "./tool-progress";

/** Inputs of the steps of `npm start`. */
export interface StartJob {
  readonly projectDir: string;
  readonly settings: ClusterSettings;
  readonly stack: LoadedStack;
  /** Project of the simulated Google Cloud that the stack is deployed to, if any. */
  readonly simulatedProject: string | undefined;
  readonly kubernetes: KubernetesChoice;
  /** Kind of gateway that the program deploys instead of the stack's. */
  readonly gatewayProvider: GatewayChoice | undefined;
  readonly reporter: Reporter;
  readonly signal: AbortSignal;
}

/** The result of `npm start`. */
export interface StartResult {
  readonly changes: ChangeCounts;
  readonly routing: RoutingResult;
}

/** Enough to ask each of several models many times, and for a table of percentiles. */
const routingRequests = 420;
const routingConcurrency = 8;

/** Room for BBR's two replicas, which are spread across nodes, and for the endpoint pickers. */
const systemNodeCount = 2;

/**
 * Gets the tools and starts the cluster; processes that already run are kept.
 * @throws UserError when a tool is unavailable or a part does not become ready.
 */
export async function bringUpCluster(job: StartJob): Promise<SavedToolchain> {
  const { projectDir, settings, stack, simulatedProject, kubernetes, reporter, signal } = job;
  const toolchain = await reporter.step("get the tools", (progress) =>
    ensureTools(toolReporter(progress), signal, kubernetes),
  );
  const keda = await getKeda(job);
  const istio = await getIstio(job);
  const saved = await reporter.step("start the laptop cluster", async ({ note }) => {
    const [chartReachable] = await Promise.all([
      isChartReachable(),
      startCluster({
        ...{ projectDir, settings, toolchain, keda, istio, signal },
        kubernetes: kubernetesReleases[kubernetes],
        nodes: simulatedProject === undefined ? nodePlan(stack) : "simulated-gcp",
        listenerPort: stack.spec.gateway.port,
        onProgress: note,
      }),
    ]);
    return { toolchain, chartReachable };
  });
  saveToolchain(settings, saved);
  if (simulatedProject !== undefined)
    await reporter.step("simulate Google Cloud", async ({ note }) => {
      simulateGcp(settings, simulatedProject);
      note(`project ${simulatedProject} exists only in ${settings.simulatedGcpDir}`);
      await makeSecrets(job, note);
    });
  return saved;
}

async function getKeda({ settings, stack, reporter, signal }: StartJob): Promise<Keda | undefined> {
  if (!needsKeda(stack) && !hasKeda(settings)) return undefined;
  return reporter.step("get KEDA, which scales models to zero", (progress) =>
    ensureKeda(toolReporter(progress), signal),
  );
}

async function getIstio({ stack, reporter, signal }: StartJob): Promise<IstioGateway | undefined> {
  if (!usesIstio(stack)) return undefined;
  const { namespace, name } = stack.spec.gateway;
  const tools = await reporter.step("get Istio, which serves the gateway", (progress) =>
    ensureIstio(toolReporter(progress), signal),
  );
  return { tools, gateway: { namespace, name } };
}

/** Secrets that a model refers to and the stack does not create must exist before its pods. */
async function makeSecrets({ settings, stack }: StartJob, note: (line: string) => void): Promise<void> {
  const secrets = placeholderSecrets(stack.spec);
  if (secrets.length === 0) return;
  // Its Kubernetes client takes a second to load.
  const { applySecrets } = await import("./apply-secrets.js");
  await applySecrets(settings.kubeconfig, secrets);
  note(secretsNote(secrets));
}

/**
 * Deploys the stack with the real engine and sends the counted requests through its gateway.
 * @throws UserError when the update fails, a model does not answer at all, or a part of the cluster exits meanwhile.
 */
export async function deployAndProve(job: StartJob, saved: SavedToolchain): Promise<StartResult> {
  const watch = watchProcesses(job.settings, expectedProcesses(job.settings));
  const watched = { ...job, signal: AbortSignal.any([job.signal, watch.signal]) };
  try {
    const changes = await deploy(watched, saved);
    return { changes, routing: await proveRouting(watched) };
  } finally {
    watch.stop();
  }
}

function deploy(
  { projectDir, settings, stack, simulatedProject, gatewayProvider, reporter, signal }: StartJob,
  saved: SavedToolchain,
): Promise<ChangeCounts> {
  const { stack: name } = stack.spec;
  const where = simulatedProject === undefined ? "" : " (Google Cloud is simulated)";
  const stackFile = path.join(projectDir, `Pulumi.${name}.yaml`);
  return reporter.step(`pulumi up --stack ${name}${where}`, (progress) => {
    const context = { ...saved, projectDir, settings, simulatedProject, gatewayProvider };
    const update = () => runUpdate({ ...context, stack: name, progress, signal });
    return simulatedProject === undefined ? update() : withoutNewSalt(stackFile, update);
  });
}

function proveRouting({ settings, stack, reporter, signal }: StartJob): Promise<RoutingResult> {
  return reporter.step("route requests through the gateway", ({ note }) =>
    runRouting({
      gatewayUrl: gatewayUrl(settings.slot, stack.spec.gateway.port),
      models: routedModels(stack),
      requests: routingRequests,
      seed: randomInt(2 ** 31),
      concurrency: routingConcurrency,
      onProgress: note,
      signal,
    }),
  );
}

/** Every name that must be answered: models and adapters. A model with no replicas is parked and does not answer. */
export function routedModels({ routing }: LoadedStack): readonly RoutedModel[] {
  return routing.names
    .filter(({ pools }) => pools.some(({ replicas }) => replicas > 0))
    .map(({ name, baseModel, pools, task }) => ({
      ...{ model: name, baseModel, pool: pools[0]?.pool ?? "", task },
      ...(pools.length > 1 && { variants: pools }),
    }));
}

/** The pools of a stack without a cloud: one for each accelerator, and one for pods that need none. */
export function nodePlan({ spec }: LoadedStack): readonly NodePool[] {
  const system = {
    name: systemShape.name,
    shape: systemShape,
    minNodes: systemNodeCount,
    maxNodes: systemNodeCount,
  };
  const pools = acceleratorNames.map((name) => {
    const { maxNodes, gpuSharing, nodeLabels } = spec.nodesFor(name);
    return { name, shape: acceleratorShape(name, gpuSharing, nodeLabels), minNodes: 0, maxNodes };
  });
  return [system, ...pools];
}
