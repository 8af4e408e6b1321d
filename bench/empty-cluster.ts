import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { loadStack } from "../infra/load-stack";
import { startCluster, stopCluster } from "@switchyard/cluster/cluster";
import { withInterruption } from "@switchyard/cluster/commands/interruption";
import { nodePlan } from "@switchyard/cluster/commands/start-steps";
import { defaultKubernetes, kubernetesReleases } from "@switchyard/toolchain/kubernetes-choice";
import type { PulumiContext } from "@switchyard/cluster/pulumi/environment";
import { clusterSettings } from "@switchyard/cluster/settings";
import { ensureTools } from "@switchyard/toolchain";
import { progress } from "./progress";

/** Slot of every benchmark, different from the user's and those of the tests. */
export const benchSlot = 4;

/** A laptop cluster without deployments. */
export interface EmptyCluster extends PulumiContext {
  /** A folder that is removed with the cluster. */
  readonly folder: string;
  /** Aborts when the user stops the benchmark. */
  readonly signal: AbortSignal;
}

/** Runs `work` on a separate cluster and always removes it afterwards. */
export async function withEmptyCluster<Result>(
  work: (cluster: EmptyCluster) => Promise<Result>,
): Promise<Result> {
  const projectDir = path.join(__dirname, "..");
  const folder = mkdtempSync(path.join(os.tmpdir(), "switchyard-bench-"));
  const settings = clusterSettings(benchSlot, folder);
  return withInterruption(
    () => {
      progress("stopping the cluster ...");
    },
    async (signal) => {
      try {
        const toolchain = await ensureTools(() => undefined, signal);
        const stack = loadStack("local", projectDir);
        await startCluster({
          projectDir,
          settings,
          toolchain,
          kubernetes: kubernetesReleases[defaultKubernetes],
          nodes: nodePlan(stack),
          listenerPort: stack.spec.gateway.port,
          onProgress: progress,
          signal,
        });
        return await work({ settings, toolchain, chartReachable: false, folder, signal });
      } finally {
        await stopCluster(settings, () => undefined);
        rmSync(folder, { recursive: true, force: true });
      }
    },
  );
}
