import { CoreV1Api } from "@kubernetes/client-node";
import type { V1Pod } from "@kubernetes/client-node";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { envoyPaths } from "@switchyard/gateway-controller/envoy/envoy-paths";
import { isRunning, processIdentity, processIdentitySchema } from "@switchyard/process/process-identity";
import type { ProcessIdentity } from "@switchyard/process/process-identity";
import { readRecord } from "@switchyard/process/process-records";
import { readKubeconfig } from "@switchyard/contracts/read-kubeconfig";
import type { ClusterSettings } from "@switchyard/cluster/settings";

/** A pod with one container, as the node agent reports it. */
export interface PodProcess {
  readonly name: string;
  readonly pid: number;
  readonly ready: boolean;
  readonly restarts: number;
}

const pollMs = 5;

/** The processes of a laptop cluster, found by what the cluster itself has recorded of them. */
export class ClusterProcesses {
  private readonly core: CoreV1Api;

  public constructor(
    private readonly settings: ClusterSettings,
    private readonly namespace: string,
  ) {
    this.core = readKubeconfig(settings.kubeconfig).makeApiClient(CoreV1Api);
  }

  /** The pods that are to stay, by label, the oldest first. */
  public async pods(labelSelector: string): Promise<readonly PodProcess[]> {
    const { items } = await this.core.listNamespacedPod({ namespace: this.namespace, labelSelector });
    return items
      .filter(({ metadata }) => metadata?.deletionTimestamp === undefined)
      .sort((left, right) => age(left) - age(right))
      .flatMap(podProcess);
  }

  /** A part of the control plane, by the name of its log. */
  public part(name: string): ProcessIdentity {
    return processIdentitySchema.parse(readRecord(this.settings.processDir, name));
  }

  /** Envoy, which the gateway controller starts. */
  public envoy(): ProcessIdentity {
    const text = readFileSync(envoyPaths(this.settings.stateDir).identity, "utf8");
    return processIdentitySchema.parse(JSON.parse(text));
  }
}

/** Kills a process as nothing can prevent, and returns the time at which it was gone and its sockets closed. */
export async function killForGood(pid: number): Promise<number> {
  const identity = processIdentity(pid);
  if (identity === undefined) throw new Error(`process ${pid}: must run in order to be killed`);
  process.kill(pid, "SIGKILL");
  while (isRunning(identity)) await sleep(pollMs);
  return performance.now();
}

function age({ metadata }: V1Pod): number {
  return metadata?.creationTimestamp?.getTime() ?? 0;
}

function podProcess({ metadata, status }: V1Pod): readonly PodProcess[] {
  const [container] = status?.containerStatuses ?? [];
  const pid = /^process:\/\/(\d+)$/.exec(container?.containerID ?? "")?.[1];
  if (container === undefined || pid === undefined) return [];
  return [
    {
      name: metadata?.name ?? "",
      pid: Number(pid),
      ready: container.ready,
      restarts: container.restartCount,
    },
  ];
}
