import { podStatus, renderReport } from "../../commands/status-report";
import type { ClusterReport } from "../../commands/status-report";

const metadata = { namespace: "llm-d", name: "phi-1" };

describe("podStatus", () => {
  test("a pod that waits says why", () => {
    const status = {
      phase: "Pending",
      containerStatuses: [
        {
          name: "vllm",
          image: "x",
          imageID: "",
          ready: false,
          restartCount: 3,
          state: { waiting: { reason: "CrashLoopBackOff" } },
        },
      ],
    };
    expect(podStatus({ metadata, spec: { containers: [], nodeName: "tpu-0" }, status })).toEqual({
      namespace: "llm-d",
      name: "phi-1",
      ready: false,
      state: "CrashLoopBackOff",
      node: "tpu-0",
    });
  });

  test("a pod that no node takes says what is missing", () => {
    const conditions = [{ type: "PodScheduled", status: "False", message: "1 Insufficient google.com/tpu" }];
    expect(podStatus({ metadata, status: { phase: "Pending", conditions } })).toMatchObject({
      state: "1 Insufficient google.com/tpu",
      node: "-",
    });
  });

  test("a pod that serves is ready", () => {
    const conditions = [{ type: "Ready", status: "True" }];
    expect(podStatus({ metadata, status: { phase: "Running", conditions } })).toMatchObject({
      ready: true,
      state: "Running",
    });
  });
});

describe("renderReport", () => {
  const pod = { namespace: "llm-d", name: "phi-1", ready: true, state: "Running", node: "tpu-0" };
  const up: ClusterReport = {
    slot: 0,
    stack: "local",
    simulatedProject: undefined,
    pools: [],
    gatewayUrls: ["http://127.0.0.1:8080"],
    processes: [{ name: "etcd", state: "running", pid: 17 }],
    nodes: ["system-0", "tpu-0"],
    pods: [pod],
    apiProblem: undefined,
  };

  test("a cluster that is up", () => {
    expect(renderReport(up).split("\n")).toEqual([
      "process  state",
      "etcd     running, process 17",
      "",
      "2 nodes: system-0, tpu-0",
      "",
      "namespace  pod    ready  state    node",
      "llm-d      phi-1  yes    Running  tpu-0",
      "",
      "serving at http://127.0.0.1:8080; `npm run local -- logs NAME` shows a log, `npm run local -- down` stops the cluster",
    ]);
  });

  test("a cluster without a stack says that there is no gateway", () => {
    expect(renderReport({ ...up, gatewayUrls: [] })).toContain(
      "\nno gateway yet; `npm run local -- logs NAME`",
    );
  });

  test("a cluster that is down says how to start it", () => {
    const down = { ...up, processes: [{ name: "etcd", state: "stopped" as const }], nodes: [], pods: [] };
    expect(renderReport(down).split("\n")).toEqual([
      "process  state",
      "etcd     stopped",
      "",
      "`npm start` starts what is stopped",
    ]);
  });

  test("a part that ended by itself is named with its log", () => {
    const ended = { name: "etcd", state: "ended", log: "/a checkout/logs/etcd.log" } as const;
    expect(renderReport({ ...up, processes: [ended], nodes: [], pods: [] }).split("\n")).toEqual([
      "process  state",
      "etcd     exited unexpectedly; see /a checkout/logs/etcd.log",
      "",
      "`npm start` starts what is stopped",
    ]);
  });

  test("an API server that does not answer is named with the reason", () => {
    expect(renderReport({ ...up, nodes: [], pods: [], apiProblem: "connect ECONNREFUSED" })).toContain(
      "\nthe API server does not answer: connect ECONNREFUSED\n",
    );
  });

  test("a simulated cloud is named as such, with the bounds of its node pools", () => {
    const pools = [
      { name: "system", minNodes: 2, maxNodes: 4, nodes: 2 },
      { name: "tpu-v6e-4", minNodes: 0, maxNodes: 8, nodes: 1 },
    ];
    const simulated = { ...up, slot: 3, stack: "tpu", simulatedProject: "my-project", pools };
    const lines = renderReport(simulated).split("\n");
    expect(lines[0]).toBe(
      "stack tpu on a simulated Google Cloud: project my-project exists only on this machine",
    );
    expect(lines.slice(7, 10)).toEqual([
      "simulated node pool  min  max  nodes",
      "system                 2    4      2",
      "tpu-v6e-4              0    8      1",
    ]);
    const stopped = { ...simulated, processes: [{ name: "etcd", state: "stopped" as const }] };
    expect(renderReport(stopped).split("\n").at(-1)).toBe(
      "`npm start -- --stack tpu --slot 3` starts what is stopped",
    );
  });
});
