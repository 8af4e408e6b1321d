import type { V1Pod } from "@kubernetes/client-node";
import type { ProcessStatus } from "../cluster";
import { tableLines } from "@switchyard/process/table-lines";
import { projectCommand, startCommand } from "./next-steps";

/** A pod, as `status` prints it. */
export interface PodStatus {
  readonly namespace: string;
  readonly name: string;
  readonly ready: boolean;
  /** Kubernetes's reason why it is not ready; otherwise its phase. */
  readonly state: string;
  readonly node: string;
}

/** A node pool of a simulated Google Cloud. */
export interface PoolStatus {
  readonly name: string;
  readonly minNodes: number;
  readonly maxNodes: number;
  /** Current number of nodes. */
  readonly nodes: number;
}

/** What `status` reports. */
export interface ClusterReport {
  readonly slot: number;
  /** Stack that the slot belongs to. */
  readonly stack: string;
  /** Project of the simulated Google Cloud, if there is one. */
  readonly simulatedProject: string | undefined;
  /** Node pools of the simulated Google Cloud. */
  readonly pools: readonly PoolStatus[];
  /** URL of each listener of a Gateway. */
  readonly gatewayUrls: readonly string[];
  readonly processes: readonly ProcessStatus[];
  readonly nodes: readonly string[];
  readonly pods: readonly PodStatus[];
  /** Why nodes and pods could not be read; undefined when they could. */
  readonly apiProblem: string | undefined;
}

/** The state of one pod. */
export function podStatus({ metadata, spec, status }: V1Pod): PodStatus {
  const reasons = (status?.containerStatuses ?? []).flatMap(({ state }) => state?.waiting?.reason ?? []);
  const unscheduled = status?.conditions?.find(
    ({ type, status: value }) => type === "PodScheduled" && value === "False",
  );
  return {
    namespace: metadata?.namespace ?? "",
    name: metadata?.name ?? "",
    ready:
      status?.conditions?.some(({ type, status: value }) => type === "Ready" && value === "True") ?? false,
    state: reasons[0] ?? unscheduled?.message ?? status?.phase ?? "Unknown",
    node: spec?.nodeName ?? "-",
  };
}

/** The report as text, with next steps. */
export function renderReport(report: ClusterReport): string {
  const { processes, nodes, pods, apiProblem, simulatedProject, pools } = report;
  const processRows = processes.map((process) => [process.name, processState(process)]);
  const podRows = pods.map(({ namespace, name, ready, state, node }) => [
    namespace,
    name,
    ready ? "yes" : "no",
    state,
    node,
  ]);
  const poolRows = pools.map(({ name, minNodes, maxNodes, nodes: count }) =>
    [name, minNodes, maxNodes, count].map(String),
  );
  const sections = [
    simulatedProject === undefined
      ? []
      : [
          `stack ${report.stack} on a simulated Google Cloud: project ${simulatedProject} exists only on this machine`,
        ],
    tableLines([{ title: "process" }, { title: "state" }], processRows),
    nodes.length > 0 ? [`${nodes.length} nodes: ${nodes.join(", ")}`] : [],
    poolRows.length > 0 ? tableLines(poolColumns, poolRows) : [],
    podRows.length > 0 ? tableLines(podColumns, podRows) : [],
    apiProblem === undefined ? [] : [`the API server does not answer: ${apiProblem}`],
    [advice(report)],
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}

function processState(process: ProcessStatus): string {
  if (process.state === "running") return `running, process ${process.pid}`;
  return process.state === "ended" ? `exited unexpectedly; see ${process.log}` : "stopped";
}

const podColumns = ["namespace", "pod", "ready", "state", "node"].map((title) => ({ title }));

const poolColumns = [
  { title: "simulated node pool" },
  ...["min", "max", "nodes"].map((title) => ({ title, numeric: true })),
];

function advice({ slot, stack, gatewayUrls, processes }: ClusterReport): string {
  const command = (name: string) => `\`${projectCommand(slot, name)}\``;
  if (processes.some(({ state }) => state !== "running"))
    return `\`${startCommand(slot, stack)}\` starts what is stopped`;
  const serving = gatewayUrls.length === 0 ? "no gateway yet" : `serving at ${gatewayUrls.join(", ")}`;
  return `${serving}; ${command("logs NAME")} shows a log, ${command("down")} stops the cluster`;
}
