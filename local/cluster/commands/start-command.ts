import { existsSync } from "node:fs";
import { loadStack } from "switchyard/stack";
import type { LoadedStack } from "switchyard/stack";
import { runningProcesses, stopCluster } from "../cluster";
import { hasColor } from "@switchyard/process/colors";
import { controlPlaneFiles } from "../control-plane/files";
import type { KubernetesChoice } from "@switchyard/toolchain/kubernetes-choice";
import { withClusterLock } from "@switchyard/process/cluster-lock";
import { stopUpdate } from "../pulumi/update";
import { clusterSettings, gatewayUrl } from "../settings";
import type { ClusterSettings } from "../settings";
import { planTools } from "@switchyard/toolchain";
import { requireDiskSpace } from "@switchyard/toolchain/disk-space";
import { renderRouting } from "../traffic/routing-table";
import { UserError } from "@switchyard/process/user-error";
import { withInterruption } from "./interruption";
import { bringUpCluster, deployAndProve } from "./start-steps";
import type { StartJob, StartResult } from "./start-steps";
import { nextSteps, projectCommand, startCommand } from "./next-steps";
import { renderOverview } from "./overview";
import { createReporter } from "./reporter";
import { simulatedProject } from "./simulated-project";
import { gatewayOf } from "../gateway-choice";
import type { GatewayChoice } from "../gateway-choice";
import {
  chosenGateway,
  claimSlot,
  requireSlot,
  requireSlotGateway,
  slotKubernetes,
  slotOfStart,
} from "./slot-owner";

/** Options of `npm start`. */
export interface StartOptions {
  /** @default - the stack's slot, else the first free one */
  readonly slot?: number;
  readonly stack: string;
  /** @default - the slot's, current in a new slot */
  readonly kubernetes?: KubernetesChoice;
  /** Kind of gateway instead of the stack's. @default - as the slot's last start, the stack's in a new slot */
  readonly gateway?: GatewayChoice;
  readonly json: boolean;
}

/** etcd alone takes a quarter of `first` from its first start on. */
const stateGiB = { first: 0.5, later: 0.2 };

/**
 * Runs `npm start`: shows what will be served, gets the tools, starts the cluster, deploys the stack and proves its routing.
 * @throws UserError or InvalidArgs with the reason unless every request is answered correctly.
 */
export async function runStart(projectDir: string, options: StartOptions): Promise<void> {
  const { slot, notice } = slotOfStart(options, projectDir);
  const settings = clusterSettings(slot, projectDir);
  const progressStream = options.json ? process.stderr : process.stdout;
  const reporter = createReporter(progressStream, process.env);
  const gatewayProvider = chosenGateway(settings, options.gateway);
  const stack = loadStack(options.stack, projectDir, { externalKeda: true, gatewayProvider });
  requireSlot(settings, options.stack, projectDir);
  const gateway = gatewayOf(stack);
  requireSlotGateway(settings, options.stack, gateway, projectDir);
  const kubernetes = slotKubernetes(settings, options, projectDir);
  const project = simulatedProject(stack, projectDir);
  if (notice !== undefined) reporter.print(`${notice}\n`);
  reporter.print(renderOverview(stack, await planTools(kubernetes), project));
  await requireDiskSpace(settings.stateDir, neededGiB(settings), "work on a copy on another disk");
  const onInterrupt = () => {
    reporter.print("\nstopping what this command started ...");
  };
  const result = await withInterruption(onInterrupt, (signal) =>
    withClusterLock(settings.stateDir, "npm start", () => {
      const chosen = { gateway, gatewayChosen: gatewayProvider !== undefined };
      claimSlot(
        settings,
        { stack: options.stack, simulatedProject: project, kubernetes, ...chosen },
        projectDir,
      );
      const of = { projectDir, settings, stack, simulatedProject: project, kubernetes, gatewayProvider };
      return runJob({ ...of, reporter, signal });
    }),
  );
  reporter.print(renderRouting(result.routing, hasColor(progressStream.fd, process.env)));
  if (options.json) console.log(JSON.stringify(summary(stack, slot, project, result), null, 2));
  const { problems } = result.routing;
  if (problems.length > 0)
    throw new UserError(`routing failed:${problems.map((problem) => `\n  ${problem}`).join("")}`);
  reporter.print(nextSteps(stack, slot, project));
}

function neededGiB(settings: ClusterSettings): number {
  return existsSync(controlPlaneFiles(settings).etcdDataDir) ? stateGiB.later : stateGiB.first;
}

async function runJob(job: StartJob): Promise<StartResult> {
  if (await stopUpdate(job.settings)) job.reporter.print("stopped an update left over from an earlier start");
  const keep = new Set(runningProcesses(job.settings));
  const stopAgain = async () => {
    await stopCluster(job.settings, job.reporter.print, keep);
  };
  const saved = await bringUpCluster(job).catch(async (error: unknown) => {
    await stopAgain();
    throw resumable(error, job);
  });
  return deployAndProve(job, saved).catch(async (error: unknown) => {
    // A cluster that came up helps find the cause, unless the user interrupted the start.
    if (job.signal.aborted) await stopAgain();
    else job.reporter.print(inspectHint(job.settings.slot));
    throw resumable(error, job);
  });
}

/** Interrupted work fails in many ways, all for the same reason. */
function resumable(
  error: unknown,
  { signal, reporter, settings, stack, kubernetes, gatewayProvider }: StartJob,
): unknown {
  if (!signal.aborted) return error;
  const command = startCommand(settings.slot, stack.spec.stack, kubernetes, gatewayProvider);
  reporter.print(`stopped; tools and state are kept, and \`${command}\` resumes from here`);
  return signal.reason;
}

function inspectHint(slot: number): string {
  const [status, logs, down] = ["status", "logs NAME", "down"].map((command) =>
    projectCommand(slot, command),
  );
  return `the cluster is still running: inspect it with \`${status ?? ""}\` and \`${logs ?? ""}\`, stop it with \`${down ?? ""}\``;
}

function summary(
  { spec }: LoadedStack,
  slot: number,
  project: string | undefined,
  { changes, routing }: StartResult,
) {
  const url = gatewayUrl(slot, spec.gateway.port);
  return { stack: spec.stack, slot, simulatedProject: project, gatewayUrl: url, changes, routing };
}
