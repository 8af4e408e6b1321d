import fc from "fast-check";
import { indexCluster } from "../../translate/cluster-index";
import type { ClusterIndex } from "../../translate/cluster-index";
import { metadata, pod, pool, service, slice, snapshotOf } from "../support/cluster";
import type { ClusterObjects, RawObject } from "../support/cluster";

const name = { namespace: "llm", name: "epp" };

function index(objects: ClusterObjects): ClusterIndex {
  return indexCluster(snapshotOf(objects));
}

function serviceEndpoints(slices: readonly RawObject[], port: RawObject = { port: 9002 }): readonly string[] {
  const found = index({ services: [service("epp", port)], endpointslices: slices });
  return found.serviceEndpoints(name, 9002).map((one) => `${one.address}:${one.port}`);
}

test("objects of the same name in another namespace are others", () => {
  const found = index({
    services: [service("epp", { port: 1 }, { namespace: "other" })],
    inferencepools: [pool("epp", {}, { namespace: "other" })],
  });
  expect(found.service(name)).toBeUndefined();
  expect(found.pool(name)).toBeUndefined();
  expect(found.servicePort(name, 1)).toBeUndefined();
  expect(found.pool({ ...name, namespace: "other" })?.metadata.name).toBe("epp");
});

describe("the endpoints of a Service's port", () => {
  test("are found by the port's name, at the port where the pods listen", () => {
    const both = {
      metadata: metadata("epp-1", { labels: { "kubernetes.io/service-name": "epp" } }),
      ports: [
        { name: "metrics", port: 9090 },
        { name: "grpc", port: 19002 },
      ],
      endpoints: [{ addresses: ["10.67.0.9"] }],
    };
    expect(serviceEndpoints([both], { name: "grpc", port: 9002 })).toEqual(["127.67.0.9:19002"]);
    expect(serviceEndpoints([both], { name: "none", port: 9002 })).toEqual([]);
  });

  test("are those that are ready, at the first of their addresses, in one order", () => {
    const endpoints = [
      { addresses: ["10.67.0.9", "10.67.0.99"] },
      { addresses: ["10.67.0.8"], conditions: { ready: false } },
      { addresses: ["10.67.0.7"], conditions: { ready: true } },
      { addresses: [] },
    ];
    expect(serviceEndpoints([slice("epp", { name: "", port: 9002 }, endpoints)])).toEqual([
      "127.67.0.7:9002",
      "127.67.0.9:9002",
    ]);
  });

  test("are none where the slice has no port, or belongs to another Service or namespace", () => {
    const endpoints = [{ addresses: ["10.67.0.9"] }];
    const foreign = {
      ...slice("epp", { port: 9002 }, endpoints),
      metadata: metadata("epp-1", {
        namespace: "other",
        labels: { "kubernetes.io/service-name": "epp" },
      }),
    };
    expect(serviceEndpoints([slice("epp", { name: "", port: null }, endpoints)])).toEqual([]);
    expect(serviceEndpoints([slice("epp2", { port: 9002 }, endpoints), foreign])).toEqual([]);
  });
});

describe("the endpoints of a pool", () => {
  const address = fc.integer({ min: 1, max: 250 });
  const target = { namespace: "llm", name: "qwen" };

  function poolEndpoints(addresses: readonly number[], ports: readonly number[]) {
    const targetPorts = ports.map((number) => ({ number }));
    const found = index({
      inferencepools: [pool("qwen", { targetPorts })],
      pods: addresses.map((last, number) => pod(`qwen-${number}`, "qwen", { podIP: `10.67.0.${last}` })),
    });
    const subject = found.pool(target);
    if (subject === undefined) throw new Error("no pool");
    return found.poolEndpoints(subject);
  }

  test("are every address with every port, once, in any order of the pods", () => {
    fc.assert(
      fc.property(
        fc.array(address, { maxLength: 6 }),
        fc.uniqueArray(fc.integer({ min: 8000, max: 8003 }), { minLength: 1, maxLength: 3 }),
        (addresses, ports) => {
          const endpoints = poolEndpoints(addresses, ports);
          const wanted = new Set(addresses.flatMap((one) => ports.map((port) => `127.67.0.${one}:${port}`)));
          const got = endpoints.map((one) => `${one.address}:${one.port}`);
          expect(got).toEqual([...wanted].sort());
          expect(poolEndpoints([...addresses].reverse(), [...ports].reverse())).toEqual(endpoints);
        },
      ),
    );
  });

  test("tell of a pod that is being deleted that it leaves: it is Ready and still serves", () => {
    const pods = [
      pod("qwen-0", "qwen"),
      pod("qwen-1", "qwen", { podIP: "10.67.0.2", deletionTimestamp: "2026-01-01T00:00:00Z" }),
      pod("qwen-2", "qwen", { podIP: "10.67.0.3", ready: false }),
      pod("qwen-3", "qwen", { podIP: "10.67.0.4", namespace: "other" }),
    ];
    const found = index({ inferencepools: [pool("qwen")], pods });
    const subject = found.pool(target);
    expect(subject && found.poolEndpoints(subject)).toEqual([
      { address: "127.67.0.1", port: 8000 },
      { address: "127.67.0.2", port: 8000, isLeaving: true },
      { address: "127.67.0.3", port: 8000 },
    ]);
  });
});
