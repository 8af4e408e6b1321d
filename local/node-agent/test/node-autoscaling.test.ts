import type { V1Node, V1NodeSelectorRequirement, V1Pod, V1PodSpec } from "@kubernetes/client-node";
import fc from "fast-check";
import { planScaling } from "../node-autoscaling";
import type { ScalingState } from "../node-autoscaling";
import { freeNodeName, nodeName, poolNameOf } from "../node-objects";
import type { NodePool } from "@switchyard/contracts/node-pool";
import { occupies } from "../pod-placement";
import { tpuShape } from "@switchyard/contracts/testing/node-shapes";
import { draining, node, pod, systemPool, tpuPool, unschedulablePod } from "./samples";

const delayMs = 30_000;

function plan(state: Partial<ScalingState>) {
  const pools = [systemPool, tpuPool];
  const nothing = { pools, nodes: [], pods: [], emptySinceMs: new Map<string, number>() };
  return planScaling({ ...nothing, nowMs: 100_000, emptyNodeDelayMs: delayMs, ...state });
}

/** Names of the pools that get nodes. */
function added(state: Partial<ScalingState>): readonly string[] {
  return plan(state).add.map(({ name }) => name);
}

function requesting(requests: Record<string, string>, more: Partial<V1PodSpec> = {}): Partial<V1PodSpec> {
  return { containers: [{ name: "main", resources: { requests } }], ...more };
}

const tolerations = [{ key: "google.com/tpu", operator: "Exists" }];
const onTpu = requesting(
  { "google.com/tpu": "4" },
  { tolerations, nodeSelector: { "cloud.google.com/gke-tpu-accelerator": "tpu-v6e-slice" } },
);
const waiting = unschedulablePod(onTpu);
const affinity = (...matchExpressions: readonly V1NodeSelectorRequirement[]) => ({
  nodeAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [{ matchExpressions: [...matchExpressions] }],
    },
  },
});
const bounded = (minNodes: number, maxNodes: number): NodePool => ({ ...tpuPool, minNodes, maxNodes });
const tpuNodes = (count: number) => Array.from({ length: count }, (_, at) => node(tpuPool, `tpu-${at}`));

describe("nodes are added", () => {
  test("for a pod that needs chips, to the pool that has them", () => {
    expect(added({ pods: [waiting], nodes: [node(systemPool, "s")] })).toEqual(["tpu"]);
  });

  test("for a pod that asks for a pool by GKE's label", () => {
    const other = { ...tpuPool, name: "other" };
    const spec = { ...onTpu, nodeSelector: { "cloud.google.com/gke-nodepool": "other" } };
    expect(added({ pools: [tpuPool, other], pods: [unschedulablePod(spec)] })).toEqual(["other"]);
  });

  test.each([
    ["for each pod that takes a whole node", 0, 9, 3, ["tpu", "tpu", "tpu"]],
    ["up to the maximum", 0, 2, 3, ["tpu", "tpu"]],
    ["up to the minimum, without any pod", 2, 9, 0, ["tpu", "tpu"]],
    ["up to the minimum, which pods that wait will take", 2, 9, 2, ["tpu", "tpu"]],
    ["not at all to a pool that may have none", 0, 0, 1, []],
  ])("%s", (_what, minNodes, maxNodes, pods, expected) => {
    const pools = [bounded(minNodes, maxNodes)];
    expect(added({ pools, pods: Array.from({ length: pods }, () => waiting) })).toEqual(expected);
  });

  test("with those that are taken counted against the maximum", () => {
    const pods = [pod({ ...onTpu, nodeName: "tpu-0" }), waiting];
    expect(added({ pools: [bounded(0, 1)], pods, nodes: tpuNodes(1) })).toEqual([]);
    expect(added({ pools: [bounded(0, 2)], pods, nodes: tpuNodes(1) })).toEqual(["tpu"]);
  });

  test("with those on their way out counted against the maximum, but not for the minimum", () => {
    const nodes = tpuNodes(1).map(draining);
    expect(added({ pools: [bounded(1, 1)], nodes })).toEqual([]);
    expect(added({ pools: [bounded(1, 2)], nodes })).toEqual(["tpu"]);
  });

  test("not while one is free, or taken by a pod that has finished", () => {
    const finished = pod({ ...onTpu, nodeName: "tpu-0" }, { phase: "Succeeded" });
    expect(added({ pods: [finished, waiting], nodes: tpuNodes(1) })).toEqual([]);
  });

  test("although one is free, when that one is cordoned", () => {
    const cordoned = Object.assign(node(tpuPool, "tpu-0"), { spec: { unschedulable: true } });
    expect(added({ pods: [waiting], nodes: [cordoned] })).toEqual(["tpu"]);
  });

  test.each([
    ["no toleration", requesting({ "google.com/tpu": "4" })],
    [
      "another toleration",
      requesting({ "google.com/tpu": "4" }, { tolerations: [{ key: "x", operator: "Exists" }] }),
    ],
    [
      "a toleration for another value",
      requesting({ "google.com/tpu": "4" }, { tolerations: [{ key: "google.com/tpu", value: "absent" }] }),
    ],
    ["another selector", { ...onTpu, nodeSelector: { "cloud.google.com/gke-tpu-accelerator": "tpu-v7x" } }],
    [
      "an affinity to another machine",
      {
        ...onTpu,
        affinity: affinity({ key: "node.kubernetes.io/instance-type", operator: "In", values: ["x"] }),
      },
    ],
    ["more chips than a node has", requesting({ "google.com/tpu": "8" }, { tolerations })],
    ["another accelerator", requesting({ "nvidia.com/gpu": "1" }, { tolerations })],
    ["more CPUs than any node has", requesting({ cpu: "181" }, { tolerations })],
  ])("not for a pod with %s", (_what, spec) => {
    expect(added({ pods: [unschedulablePod(spec)] })).toEqual([]);
  });

  test("not for a pod that the scheduler has not looked at, is deleting or is bound", () => {
    const pods = [
      pod(onTpu),
      unschedulablePod(onTpu, { deletionTimestamp: new Date() }),
      unschedulablePod({ ...onTpu, nodeName: "elsewhere" }),
    ];
    expect(added({ pods })).toEqual([]);
  });
});

describe("nodes go", () => {
  const longEmpty = (...names: readonly string[]) => new Map(names.map((name) => [name, 70_000] as const));

  test("when they have been empty for the delay, not before", () => {
    const nodes = tpuNodes(1);
    expect(plan({ nodes })).toMatchObject({ drain: [], emptySinceMs: new Map([["tpu-0", 100_000]]) });
    expect(plan({ nodes, emptySinceMs: longEmpty("tpu-0"), nowMs: 99_999 }).drain).toEqual([]);
    expect(plan({ nodes, emptySinceMs: longEmpty("tpu-0") }).drain).toEqual(["tpu-0"]);
  });

  test.each([
    [0, ["tpu-2", "tpu-1", "tpu-0"]],
    [1, ["tpu-2", "tpu-1"]],
    [3, []],
    [5, []],
  ])("down to a minimum of %d, the newest first", (minNodes, expected) => {
    const emptySinceMs = longEmpty("tpu-0", "tpu-1", "tpu-2");
    expect(plan({ pools: [bounded(minNodes, 9)], nodes: tpuNodes(3), emptySinceMs }).drain).toEqual(expected);
  });

  test("only the empty ones, where the maximum has been lowered", () => {
    const state = {
      pools: [bounded(0, 1)],
      nodes: tpuNodes(3),
      emptySinceMs: longEmpty("tpu-0", "tpu-1", "tpu-2"),
    };
    const pods = [pod({ nodeName: "tpu-0" }), pod({ nodeName: "tpu-2" })];
    expect(plan({ ...state, pods }).drain).toEqual(["tpu-1"]);
  });

  test("not while a node has a pod, even a terminating one; a finished pod does not count", () => {
    const state = { nodes: tpuNodes(1), emptySinceMs: longEmpty("tpu-0") };
    const ending = pod({ nodeName: "tpu-0" }, {}, { deletionTimestamp: new Date() });
    expect(plan({ ...state, pods: [ending] })).toEqual({ add: [], drain: [], emptySinceMs: new Map() });
    expect(plan({ ...state, pods: [pod({ nodeName: "tpu-0" }, { phase: "Failed" })] }).drain).toEqual([
      "tpu-0",
    ]);
  });

  test("not while a pod waits that fits there, and the delay begins anew after it", () => {
    const state = { nodes: tpuNodes(1), emptySinceMs: longEmpty("tpu-0") };
    expect(plan({ ...state, pods: [waiting] })).toEqual({ add: [], drain: [], emptySinceMs: new Map() });
  });

  test("with their pods when their pool is gone, even one with a minimum", () => {
    const pods = [pod({ nodeName: "tpu-0" })];
    expect(plan({ pools: [systemPool], nodes: tpuNodes(2), pods }).drain).toEqual(["tpu-0", "tpu-1"]);
  });

  test("when the nodes of their pool are to look otherwise, and come back within the maximum", () => {
    const shape = { ...tpuShape, labels: { ...tpuShape.labels, spot: "true" } };
    const changed = { ...tpuPool, shape, minNodes: 2, maxNodes: 3 };
    expect(plan({ pools: [changed], nodes: tpuNodes(2) })).toMatchObject({
      add: [changed],
      drain: ["tpu-0", "tpu-1"],
    });
  });

  test("once: one that is draining already needs no other word", () => {
    expect(plan({ pools: [], nodes: tpuNodes(1).map(draining) }).drain).toEqual([]);
  });
});

/** What a cluster does with a plan: nodes appear, those that drain lose their pods and go. */
function applied(state: ScalingState): ScalingState {
  const { add, drain, emptySinceMs } = planScaling(state);
  const nodes = [...state.nodes];
  for (const pool of add) nodes.push(node(pool, freeNodeName(pool, new Set(nodes.map(nodeName)))));
  const left = nodes.filter((one) => !drain.includes(nodeName(one)));
  const pods = state.pods.filter(({ spec }) => !drain.includes(spec?.nodeName ?? ""));
  return { ...state, nodes: left, pods, emptySinceMs, nowMs: state.nowMs + delayMs };
}

const counts = (nodes: readonly V1Node[], pool: NodePool) =>
  nodes.filter((one) => poolNameOf(one) === pool.name).length;

const bounds = fc.tuple(fc.nat(4), fc.nat(4)).map(([minNodes, more]) => bounded(minNodes, minNodes + more));

/** Pods that wait, and pods that are on one of the first nodes. */
const somePods: fc.Arbitrary<V1Pod[]> = fc.array(
  fc.oneof(
    fc.constant(waiting),
    fc.nat(6).map((number) => pod({ ...onTpu, nodeName: `tpu-${number}` })),
  ),
  { maxLength: 12 },
);

describe("for any pools, nodes and pods", () => {
  test("no pool grows above its maximum, and none shrinks below its minimum", () => {
    fc.assert(
      fc.property(bounds, fc.nat(7), somePods, (pool, nodeCount, pods) => {
        let state: ScalingState = {
          ...{ pools: [pool], nodes: tpuNodes(nodeCount), pods, emptySinceMs: new Map(), nowMs: 0 },
          emptyNodeDelayMs: delayMs,
        };
        for (let look = 0; look < 4; look += 1) {
          const before = counts(state.nodes, pool);
          state = applied(state);
          const after = counts(state.nodes, pool);
          expect(after).toBeLessThanOrEqual(Math.max(before, pool.maxNodes));
          expect(after).toBeGreaterThanOrEqual(pool.minNodes);
        }
      }),
    );
  });

  test("no node of a pool that stays as it is goes with a pod on it", () => {
    fc.assert(
      fc.property(bounds, fc.nat(7), somePods, fc.nat(3 * delayMs), (pool, nodeCount, pods, nowMs) => {
        const nodes = tpuNodes(nodeCount);
        const emptySinceMs = new Map(nodes.map((one) => [nodeName(one), 0] as const));
        const { drain } = plan({ pools: [pool], nodes, pods, emptySinceMs, nowMs });
        const going = nodes.filter((one) => drain.includes(nodeName(one)));
        expect(going.filter((one) => pods.some((each) => occupies(each, one)))).toEqual([]);
      }),
    );
  });

  test("pods that fit on existing nodes add none", () => {
    const requests = fc.array(fc.integer({ min: 1, max: 4000 }), { maxLength: 30 });
    fc.assert(
      fc.property(requests, fc.nat(5), (milliCpus, maxNodes) => {
        const pools = [{ ...systemPool, maxNodes }];
        const pods = milliCpus.map((amount) => unschedulablePod(requesting({ cpu: `${amount}m` })));
        const names = added({ pools, pods });
        expect(names.length).toBeLessThanOrEqual(maxNodes);
        const nodes = names.map((_, index) => node(systemPool, `system-${index}`));
        expect(added({ pools, pods, nodes })).toEqual([]);
      }),
    );
  });
});
