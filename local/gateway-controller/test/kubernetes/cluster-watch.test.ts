import { ClusterWatch } from "../../kubernetes/cluster-watch";
import type { KindInformer } from "../../kubernetes/informers";
import { kindNames } from "../../kubernetes/kinds";
import type { KindName } from "../../kubernetes/kinds";

/** An informer whose events the test gives. */
class FakeInformer implements KindInformer {
  starts = 0;
  stops = 0;
  objects: readonly unknown[] = [];
  change: () => void = fail;
  error: (error: unknown) => void = fail;

  constructor(readonly listed: () => void) {}

  start(): Promise<void> {
    this.starts++;
    return Promise.resolve();
  }

  stop(): Promise<void> {
    this.stops++;
    return Promise.resolve();
  }

  list(): readonly unknown[] {
    return this.objects;
  }

  on(event: "change" | "error", callback: (error?: unknown) => void): void {
    if (event === "change") this.change = callback;
    else this.error = callback;
  }
}

let informers: Map<KindName, FakeInformer>;
let changes: number;
let messages: string[];
let watch: ClusterWatch;

beforeEach(() => {
  jest.useFakeTimers();
  informers = new Map();
  changes = 0;
  messages = [];
  watch = new ClusterWatch(
    (kind, listed) => {
      const informer = new FakeInformer(listed);
      informers.set(kind, informer);
      return informer;
    },
    () => changes++,
    (message) => messages.push(message),
  );
  watch.start();
});

afterEach(() => {
  jest.useRealTimers();
});

function informer(kind: KindName): FakeInformer {
  return informers.get(kind) ?? fail();
}

function fail(): never {
  throw new Error("must not be called");
}

test("knows nothing until every kind has been listed", () => {
  for (const kind of kindNames.slice(1)) informer(kind).listed();
  expect(watch.objects()).toBeUndefined();
  informer("gatewayclasses").listed();
  informer("pods").objects = [{ pod: 1 }];
  expect(watch.objects()).toMatchObject({ pods: [{ pod: 1 }], services: [] });
  expect(Object.keys(watch.objects() ?? {}).sort()).toEqual([...kindNames].sort());
});

test("reports every change", () => {
  informer("pods").change();
  informer("gateways").listed();
  expect(changes).toBe(2);
});

test("starts a watch again a second after it failed, and keeps what it knew", async () => {
  for (const kind of kindNames) informer(kind).listed();
  informer("pods").objects = [{ pod: 1 }];
  informer("pods").error(new Error("boom"));
  expect(watch.objects()).toMatchObject({ pods: [{ pod: 1 }] });
  await jest.advanceTimersByTimeAsync(999);
  expect(informer("pods").starts).toBe(1);
  await jest.advanceTimersByTimeAsync(1);
  expect(informer("pods").starts).toBe(2);
});

test("reports an API server that is gone once, not once for each kind and attempt", () => {
  const refused = Object.assign(new Error("request to … failed"), { code: "ECONNREFUSED" });
  for (const kind of kindNames) informer(kind).error(refused);
  informer("pods").error(refused);
  expect(messages).toEqual(["cannot watch gatewayclasses, retrying: ECONNREFUSED"]);
});

test("reports a failure again after the kind could be watched in between", () => {
  informer("pods").error(new Error("boom"));
  informer("pods").change();
  informer("pods").error(new Error("boom"));
  expect(messages).toHaveLength(2);
});

test("tries again when an informer cannot even be started", async () => {
  const pods = informer("pods");
  pods.start = () => {
    pods.starts++;
    return Promise.reject(new Error("no cluster"));
  };
  pods.error(new Error("boom"));
  await jest.advanceTimersByTimeAsync(2000);
  expect(pods.starts).toBe(3);
  expect(messages).toContain("cannot watch pods, retrying: no cluster");
});

test("stops quietly: the errors of watches that it ended itself are none", async () => {
  await watch.stop();
  informer("pods").error(new Error("aborted"));
  await jest.advanceTimersByTimeAsync(5000);
  expect(messages).toEqual([]);
  expect([...informers.values()].map(({ starts, stops }) => [starts, stops])).toEqual(
    kindNames.map(() => [1, 1]),
  );
});
