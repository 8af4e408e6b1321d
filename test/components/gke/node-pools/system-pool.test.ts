import fc from "fast-check";
import { allocatable, nodesFor } from "../../../../components/gke/node-pools/system-capacity";
import { systemMachineTypes } from "../../../../components/gke/node-pools/system-machines";
import { resolveSystemPool } from "../../../../components/gke/node-pools/system-pool";
import { systemPods } from "../../../../components/gke/node-pools/system-pods";
import { endpointPickerRequest, routerRequest } from "../../../../components/objects/pod-requests";
import { kedaPods, kedaRequest } from "../../../../components/scaling/keda/keda-pods";

describe("what a node has for pods", () => {
  // Worked out by hand from GKE's rule: of 4 cores 6 % + 1 % + 2 x 0.5 %; of 16 GiB 25 % of 4, 20 % of 4, 10 % of 8.
  test.each([
    ["e2-standard-2", { cpuMilli: 1930, memoryMiB: 6248 }],
    ["e2-standard-4", { cpuMilli: 3920, memoryMiB: 13_621 }],
    ["e2-standard-8", { cpuMilli: 7910, memoryMiB: 29_022 }],
    ["e2-standard-16", { cpuMilli: 15_890, memoryMiB: 59_824 }],
  ] as const)("of %s is %j", (machineType, expected) => {
    expect(allocatable(machineType)).toEqual(expected);
  });
});

describe("the pods of a stack", () => {
  test("are BBR's copies and an endpoint picker for each model, as their manifests ask", () => {
    expect(systemPods(2, 3)).toEqual([
      { copies: 2, ...routerRequest },
      { copies: 3, ...endpointPickerRequest },
    ]);
  });

  test("are KEDA's three too, where the stack installs it", () => {
    expect(systemPods(2, 3, [kedaPods])).toEqual([...systemPods(2, 3), { copies: 3, ...kedaRequest }]);
  });
});

describe("nodesFor", () => {
  test.each([
    [2, 1],
    [12, 1],
    [13, 2],
    [100, 7],
  ])("%d models need %d nodes of e2-standard-4", (models, nodes) => {
    expect(nodesFor(systemPods(2, models), "e2-standard-4")).toBe(nodes);
  });

  test("KEDA may need one more", () => {
    expect(nodesFor(systemPods(2, 12), "e2-standard-4")).toBe(1);
    expect(nodesFor(systemPods(2, 12, [kedaPods]), "e2-standard-4")).toBe(2);
  });

  test("memory counts as processors do", () => {
    const pods = [{ copies: 4, cpuMilli: 10, memoryMiB: 9000 }];

    expect(nodesFor(pods, "e2-standard-4")).toBe(4);
    expect(nodesFor(pods, "e2-standard-8")).toBe(2);
  });

  const requests = fc.array(
    fc.record({
      copies: fc.integer({ min: 1, max: 20 }),
      cpuMilli: fc.integer({ min: 1, max: 1000 }),
      memoryMiB: fc.integer({ min: 1, max: 4000 }),
    }),
  );

  test("what the pods ask for never exceeds what the nodes have beside GKE's own pods", () => {
    fc.assert(
      fc.property(requests, fc.constantFrom(...systemMachineTypes), (pods, machineType) => {
        const nodes = nodesFor(pods, machineType);
        const { cpuMilli, memoryMiB } = allocatable(machineType);
        const sum = (key: "cpuMilli" | "memoryMiB") =>
          pods.reduce((total, pod) => total + pod.copies * pod[key], 0);
        expect(sum("cpuMilli")).toBeLessThanOrEqual(nodes * (cpuMilli - 500));
        expect(sum("memoryMiB")).toBeLessThanOrEqual(nodes * (memoryMiB - 1024));
      }),
    );
  });
});

describe("the system pool", () => {
  test("has two nodes at least, and grows to twice as many as it needs", () => {
    expect(resolveSystemPool({}, systemPods(2, 2))).toEqual({
      name: "system",
      machineType: "e2-standard-4",
      minNodes: 2,
      maxNodes: 4,
      diskSizeGb: 50,
      diskType: "pd-balanced",
    });
  });

  test("is as large as the stack's pods need", () => {
    expect(resolveSystemPool({}, systemPods(2, 100))).toMatchObject({ minNodes: 7, maxNodes: 14 });
  });

  test("keeps what somebody says", () => {
    const props = { machineType: "e2-standard-8", maxNodes: 6 } as const;

    expect(resolveSystemPool(props, systemPods(2, 100))).toMatchObject({ ...props, minNodes: 3 });
  });
});
