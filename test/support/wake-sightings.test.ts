import type { V1Node, V1Pod } from "@kubernetes/client-node";
import { WakeSightings } from "./wake-sightings";

const deployment = (replicas: number) => ({ spec: { replicas, selector: {}, template: {} } });

/** A pod with some conditions, such as `PodScheduled=False`. */
function pod(uid: string, nodeName: string | undefined, ...conditions: readonly string[]): V1Pod {
  return {
    metadata: { uid },
    spec: { containers: [], ...(nodeName === undefined ? {} : { nodeName }) },
    status: { conditions: conditionList(conditions) },
  };
}

function node(name: string, ready: string): V1Node {
  return { metadata: { name }, status: { conditions: conditionList([`Ready=${ready}`]) } };
}

function conditionList(conditions: readonly string[]) {
  return conditions.map((condition) => {
    const [type = "", status = ""] = condition.split("=");
    return { type, status };
  });
}

/** A wake of one pod on a node that comes for it. */
function wake(sightings: WakeSightings): void {
  sightings.sawDeployment(deployment(0), 1);
  sightings.sawDeployment(deployment(1), 10);
  sightings.sawPod(pod("a", undefined), 20);
  sightings.sawPod(pod("a", undefined, "PodScheduled=False"), 30);
  sightings.sawNode(node("n", "False"), 35);
  sightings.sawNode(node("n", "True"), 40);
  sightings.sawPod(pod("a", "n", "PodScheduled=True"), 50);
  sightings.sawPod(pod("a", "n", "PodScheduled=True", "Ready=False"), 60);
}

const seen = {
  scaledAtMs: 10,
  createdAtMs: 20,
  unschedulableAtMs: 30,
  nodeReadyAtMs: 40,
  scheduledAtMs: 50,
  readyAtMs: 70,
};

test("each state counts from when it was first seen, and nothing is told before all were", () => {
  const sightings = new WakeSightings();
  wake(sightings);
  expect(sightings.times()).toBeUndefined();

  sightings.sawPod(pod("a", "n", "PodScheduled=True", "Ready=True"), 70);
  expect(sightings.times()).toEqual(seen);

  sightings.sawDeployment(deployment(2), 80);
  sightings.sawNode(node("n", "True"), 80);
  sightings.sawPod(pod("a", "n", "PodScheduled=True", "Ready=True"), 80);
  expect(sightings.times()).toEqual(seen);
});

test("a pod that had a node at once was never without one", () => {
  const sightings = new WakeSightings();
  sightings.sawNode(node("n", "True"), 1);
  sightings.sawDeployment(deployment(1), 10);
  sightings.sawPod(pod("a", "n", "PodScheduled=True", "Ready=True"), 20);
  expect(sightings.times()).toEqual({
    scaledAtMs: 10,
    createdAtMs: 20,
    unschedulableAtMs: undefined,
    nodeReadyAtMs: 1,
    scheduledAtMs: 20,
    readyAtMs: 20,
  });
});

test("of several pods the one that was ready first counts, wherever it stands", () => {
  const sightings = new WakeSightings();
  wake(sightings);
  sightings.sawNode(node("m", "True"), 60);
  sightings.sawPod(pod("b", "m", "PodScheduled=True", "Ready=True"), 65);
  sightings.sawPod(pod("a", "n", "PodScheduled=True", "Ready=True"), 70);
  expect(sightings.times()).toMatchObject({ createdAtMs: 65, nodeReadyAtMs: 60, readyAtMs: 65 });
});

test.each([
  [
    "is gone",
    (sightings: WakeSightings, old: V1Node) => {
      sightings.sawNodeGo(old);
    },
  ],
  [
    "was not ready in between",
    (sightings: WakeSightings) => {
      sightings.sawNode(node("n", "Unknown"), 2);
    },
  ],
])("a node that %s does not count for the next one of its name", (_, happen) => {
  const sightings = new WakeSightings();
  const old = node("n", "True");
  sightings.sawNode(old, 1);
  happen(sightings, old);
  wake(sightings);
  sightings.sawPod(pod("a", "n", "PodScheduled=True", "Ready=True"), 70);
  expect(sightings.times()).toEqual(seen);
});

test("a model is awake once it has replicas to make, or a pod that is still there", () => {
  const scaled = new WakeSightings();
  scaled.sawDeployment(deployment(0), 1);
  scaled.sawNode(node("n", "True"), 1);
  expect(scaled.isAwake()).toBe(false);
  scaled.sawDeployment(deployment(1), 2);
  expect(scaled.isAwake()).toBe(true);

  const ending = new WakeSightings();
  ending.sawPod(pod("a", "n", "PodScheduled=True"), 1);
  expect(ending.isAwake()).toBe(true);
});
