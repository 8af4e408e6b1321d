import type { V1Node, V1Pod } from "@kubernetes/client-node";
import { NodeAutoscaler } from "../node-autoscaler";
import { nodeName } from "../node-objects";
import type { NodePool } from "@switchyard/contracts/node-pool";
import { draining, node, pod, tpuPool } from "./samples";

/** Nodes and pods in memory, and every change to them. */
class FakeCluster {
  pools: readonly NodePool[] = [];
  nodes: V1Node[] = [];
  pods: V1Pod[] = [];
  readonly changes: string[] = [];

  read(): readonly NodePool[] {
    return this.pools;
  }

  list(): V1Node[] {
    return [...this.nodes];
  }

  listPods(): Promise<V1Pod[]> {
    return Promise.resolve([...this.pods]);
  }

  add(pool: NodePool): Promise<void> {
    const name = `${pool.name}-${this.nodes.length}`;
    this.changes.push(`add ${name}`);
    this.nodes.push(node(pool, name));
    return Promise.resolve();
  }

  startDraining(name: string): Promise<void> {
    this.changes.push(`drain ${name}`);
    this.nodes = this.nodes.map((one) => (nodeName(one) === name ? draining(one) : one));
    return Promise.resolve();
  }

  remove(name: string): Promise<void> {
    this.changes.push(`remove ${name}`);
    this.nodes = this.nodes.filter((one) => nodeName(one) !== name);
    return Promise.resolve();
  }

  drainPod(there: V1Pod): Promise<void> {
    this.changes.push(`end ${there.metadata?.name ?? ""}`);
    const ending = Object.assign({}, there.metadata, { deletionTimestamp: new Date() });
    this.pods = this.pods.map((one) => (one === there ? Object.assign({}, one, { metadata: ending }) : one));
    return Promise.resolve();
  }
}

let cluster: FakeCluster;
let autoscaler: NodeAutoscaler;

beforeEach(() => {
  jest.useFakeTimers();
  jest.spyOn(console, "log").mockImplementation(() => undefined);
  cluster = new FakeCluster();
  autoscaler = new NodeAutoscaler({ api: cluster, nodes: cluster, pools: cluster, emptyNodeDelayMs: 5000 });
});

afterEach(async () => {
  await autoscaler.stop();
  jest.useRealTimers();
  jest.restoreAllMocks();
});

const start = () => autoscaler.start(() => cluster.pods);
const seconds = (count: number) => jest.advanceTimersByTimeAsync(count * 1000);

test("the minimum of nodes exists when it has started, and pools are followed from then on", async () => {
  cluster.pools = [{ ...tpuPool, minNodes: 1 }];
  await start();
  expect(cluster.changes).toEqual(["add tpu-0"]);
  cluster.pools = [{ ...tpuPool, minNodes: 2 }];
  await seconds(1);
  expect(cluster.changes).toEqual(["add tpu-0", "add tpu-1"]);
});

test("a node goes once it has been empty for the delay", async () => {
  cluster.nodes = [node(tpuPool, "tpu-0")];
  cluster.pods = [pod({ nodeName: "tpu-0" })];
  cluster.pools = [tpuPool];
  await start();
  await seconds(20);
  cluster.pods = [];
  await seconds(5);
  expect(cluster.changes).toEqual([]);
  await seconds(1);
  expect(cluster.changes).toEqual(["drain tpu-0", "remove tpu-0"]);
});

test("the nodes of a pool that is gone lose their pods, each asked once, and go after the last of them", async () => {
  cluster.nodes = [node(tpuPool, "tpu-0")];
  cluster.pods = [
    pod({ nodeName: "tpu-0" }, {}, { name: "a" }),
    pod({ nodeName: "other" }, {}, { name: "b" }),
  ];
  await start();
  await seconds(3);
  expect(cluster.changes).toEqual(["drain tpu-0", "end a"]);
  cluster.pods = cluster.pods.slice(1);
  await seconds(1);
  expect(cluster.changes).toEqual(["drain tpu-0", "end a", "remove tpu-0"]);
});

test("a pod that its watch has not told of yet keeps its node", async () => {
  cluster.nodes = [node(tpuPool, "tpu-0")];
  cluster.pods = [pod({ nodeName: "tpu-0" }, {}, { name: "newest" })];
  await autoscaler.start(() => []);
  expect(cluster.changes).toEqual(["drain tpu-0", "end newest"]);
});

test("what fails is tried again, and what was asked for meanwhile too", async () => {
  cluster.pools = [{ ...tpuPool, minNodes: 1 }];
  jest.spyOn(cluster, "add").mockRejectedValueOnce(new Error("refused"));
  await start();
  expect(console.log).toHaveBeenCalledWith("changing nodes failed, retrying: refused");
  await seconds(1);
  expect(cluster.changes).toEqual(["add tpu-0"]);
});

test("looks one at a time, however often it is asked to", async () => {
  await start();
  cluster.pools = [{ ...tpuPool, minNodes: 1 }];
  for (let time = 0; time < 5; time += 1) autoscaler.look();
  await seconds(0);
  expect(cluster.changes).toEqual(["add tpu-0"]);
});

test("does nothing before it is started, nor after it is stopped", async () => {
  cluster.pools = [{ ...tpuPool, minNodes: 1 }];
  autoscaler.look();
  await seconds(2);
  expect(cluster.changes).toEqual([]);
  await start();
  await autoscaler.stop();
  cluster.pools = [];
  autoscaler.look();
  await seconds(2);
  expect(cluster.changes).toEqual(["add tpu-0"]);
});
