/**
 * How many nodes the pods without accelerators need.
 *
 * Sources: what GKE keeps of a node from "Plan GKE Standard node sizes" (read 2026-08); requests of its own pods from
 * listings of real clusters (cryptnono/cryptnono issue 34, GKE 1.29, and the load-test logs of camunda, 2026), with
 * Dataplane V2 and managed Prometheus added and the sums rounded up.
 */
import type { PodRequest } from "../../objects/pod-requests";
import { systemMachines } from "./system-machines";
import type { SystemMachineType } from "./system-machines";
import type { PodRequests } from "./system-pods";

/** Pods of GKE on every node: network, logs, metrics, metadata, disks, DNS cache. */
const perNode: PodRequest = { cpuMilli: 500, memoryMiB: 1024 };

/** Pods that GKE runs once per cluster: its DNS, and the rest as one: tunnels to the control plane, metrics, events. */
const perCluster: readonly PodRequests[] = [
  { copies: 2, cpuMilli: 260, memoryMiB: 110 },
  { copies: 1, cpuMilli: 180, memoryMiB: 380 },
];

/** Kubelet's threshold for evicting pods. */
const evictionMiB = 100;

/** Shares that GKE keeps for its own processes, each of the next part of a node: `[part, share]`. */
const keptCores = [
  [1, 0.06],
  [1, 0.01],
  [2, 0.005],
  [Infinity, 0.0025],
] as const;
const keptMemoryGiB = [
  [4, 0.25],
  [4, 0.2],
  [8, 0.1],
  [112, 0.06],
  [Infinity, 0.02],
] as const;

function kept(total: number, parts: readonly (readonly [number, number])[]): number {
  let left = total;
  let sum = 0;
  for (const [part, share] of parts) {
    sum += Math.min(left, part) * share;
    left = Math.max(0, left - part);
  }
  return sum;
}

/** Capacity of a node for pods, GKE's own included. */
export function allocatable(machineType: SystemMachineType): PodRequest {
  const { cpu, memoryGiB } = systemMachines[machineType];
  return {
    cpuMilli: Math.floor(1000 * (cpu - kept(cpu, keptCores))),
    memoryMiB: Math.floor(1024 * (memoryGiB - kept(memoryGiB, keptMemoryGiB))) - evictionMiB,
  };
}

/** Number of nodes of a machine type that hold these pods and GKE's own: each pod goes to the first node with room. */
export function nodesFor(requests: readonly PodRequests[], machineType: SystemMachineType): number {
  const whole = allocatable(machineType);
  const empty = {
    cpuMilli: whole.cpuMilli - perNode.cpuMilli,
    memoryMiB: whole.memoryMiB - perNode.memoryMiB,
  };
  const nodes: PodRequest[] = [];
  for (const pod of largestFirst([...requests, ...perCluster])) {
    const found = nodes.findIndex((free) => fits(pod, free));
    if (found === -1) nodes.push(without(pod, empty));
    else nodes[found] = without(pod, nodes[found] ?? empty);
  }
  return nodes.length;
}

function largestFirst(requests: readonly PodRequests[]): readonly PodRequest[] {
  const pods = requests.flatMap(({ copies, ...pod }) => Array.from({ length: copies }, () => pod));
  return pods.sort((one, other) => other.cpuMilli - one.cpuMilli);
}

function fits(pod: PodRequest, free: PodRequest): boolean {
  return pod.cpuMilli <= free.cpuMilli && pod.memoryMiB <= free.memoryMiB;
}

function without(pod: PodRequest, free: PodRequest): PodRequest {
  return { cpuMilli: free.cpuMilli - pod.cpuMilli, memoryMiB: free.memoryMiB - pod.memoryMiB };
}
