import { acceleratorNames } from "../../../../components/accelerators/table";
import { planAcceleratorPools, poolPropsOf } from "../../../../components/gke/node-pools/accelerator-pools";
import type { PoolModel } from "../../../../components/gke/node-pools/accelerator-pools";
import { checkNodePools } from "../../../../components/gke/node-pools/check-node-pools";
import type { NodePoolsProps } from "../../../../components/gke/node-pools/node-pool-props";
import { resolveSystemPool } from "../../../../components/gke/node-pools/system-pool";
import { systemPods } from "../../../../components/gke/node-pools/system-pods";
import { formatProblem } from "../../../../components/problems/problems";

const onTpu: PoolModel = { accelerator: "tpu-v6e-4", replicas: 2 };
const onL4: PoolModel = { accelerator: "nvidia-l4", replicas: 3 };
const onFourL4: PoolModel = { accelerator: "nvidia-l4-x4", replicas: 1 };

function plan(models: readonly PoolModel[], props: NodePoolsProps = {}) {
  return planAcceleratorPools(models, props);
}

function only(models: readonly PoolModel[], props: NodePoolsProps = {}) {
  const [pool, ...others] = plan(models, props);
  if (pool === undefined || others.length > 0) throw new Error("not one pool");
  return pool;
}

function problems(models: readonly PoolModel[], props: NodePoolsProps) {
  const system = resolveSystemPool(props.system ?? {}, systemPods(2, models.length));
  return checkNodePools(props, plan(models, props), system).map(formatProblem);
}

describe("the pool of a TPU", () => {
  test("has a node for each replica, nothing about GPUs, and leaves the taint to GKE", () => {
    expect(only([onTpu])).toEqual({
      name: "tpu-v6e-4",
      accelerator: "tpu-v6e-4",
      machineType: "ct6e-standard-4t",
      consumption: "on-demand",
      minNodes: 2,
      maxNodes: 8,
      neededNodes: 2,
      diskSizeGb: 281,
      diskType: "hyperdisk-balanced",
      gpu: undefined,
      labels: { "switchyard.dev/accelerator": "tpu-v6e-4" },
      taints: [],
    });
  });
});

describe("the pool of a GPU", () => {
  test("declares its taint and says how many GPUs and which driver a node has", () => {
    expect(only([onFourL4])).toEqual({
      name: "nvidia-l4-x4",
      accelerator: "nvidia-l4-x4",
      machineType: "g2-standard-48",
      consumption: "on-demand",
      minNodes: 1,
      maxNodes: 8,
      neededNodes: 1,
      diskSizeGb: 224,
      diskType: "pd-balanced",
      gpu: { type: "nvidia-l4", count: 4, driver: "latest", driverIsChosen: false, sharing: undefined },
      labels: { "switchyard.dev/accelerator": "nvidia-l4-x4" },
      taints: [{ key: "nvidia.com/gpu", value: "present", effect: "NoSchedule" }],
    });
  });

  test("needs fewer nodes where replicas share a GPU", () => {
    const sharing = { clientsPerGpu: 2 };

    expect(only([onL4], { gpuSharing: sharing })).toMatchObject({
      gpu: { sharing },
      neededNodes: 2,
      minNodes: 2,
    });
  });
});

describe("pools", () => {
  test("are one for each accelerator, in the order of the models", () => {
    const pools = plan([onL4, onTpu, onL4, onFourL4]);

    expect(pools.map(({ name, neededNodes }) => [name, neededNodes])).toEqual([
      ["nvidia-l4", 6],
      ["tpu-v6e-4", 2],
      ["nvidia-l4-x4", 1],
    ]);
  });

  test("stay without a node for models that are parked", () => {
    expect(only([{ ...onTpu, replicas: 0 }])).toMatchObject({ minNodes: 0, maxNodes: 8, neededNodes: 0 });
  });

  test("have room on their disks for images and all that their accelerators' memory holds", () => {
    const sizes = plan(acceleratorNames.map((accelerator) => ({ accelerator, replicas: 1 })));

    expect(Math.min(...sizes.map(({ diskSizeGb }) => diskSizeGb))).toBe(116);
    expect(sizes.find(({ name }) => name === "nvidia-h100-80gb-x8")?.diskSizeGb).toBe(886);
  });

  test("have room for each of the servers that share a GPU", () => {
    expect(only([onL4], { gpuSharing: { clientsPerGpu: 8 } }).diskSizeGb).toBe(206);
  });

  test("have names and labels that GKE takes, for every accelerator", () => {
    for (const { name, labels } of plan(
      acceleratorNames.map((accelerator) => ({ accelerator, replicas: 1 })),
    )) {
      expect(name).toMatch(/^(?=.{1,40}$)[a-z](?:[a-z0-9-]*[a-z0-9])?$/);
      expect(labels).toEqual({ "switchyard.dev/accelerator": name });
    }
  });

  test("follow what is said of one accelerator, else what is said of all", () => {
    const pools = plan([onTpu, onL4], {
      maxNodes: 5,
      minNodes: 1,
      consumption: "spot",
      gpuDriver: "latest",
      accelerators: {
        "nvidia-l4": { maxNodes: 4, consumption: "on-demand", gpuDriver: "default", minNodes: 0 },
      },
    });

    expect(pools).toMatchObject([
      { minNodes: 1, maxNodes: 5, consumption: "spot" },
      {
        minNodes: 0,
        maxNodes: 4,
        consumption: "on-demand",
        gpu: { driver: "default", driverIsChosen: true },
      },
    ]);
  });

  test("of TPUs do not follow what is said of GPUs", () => {
    const props = { maxNodes: 3, gpuDriver: "latest", gpuSharing: { clientsPerGpu: 2 } } as const;

    expect(poolPropsOf("tpu-v6e-4", props)).toEqual({ maxNodes: 3 });
    expect(poolPropsOf("nvidia-l4", props)).toEqual(props);
    expect(only([onTpu], props)).toMatchObject({ gpu: undefined, neededNodes: 2 });
  });

  test("of flex-start keep no node that no pod waits for", () => {
    expect(only([onL4], { consumption: "flex-start" })).toMatchObject({ minNodes: 0, neededNodes: 3 });
  });
});

describe("checkNodePools", () => {
  test("takes the defaults, and options that fit", () => {
    expect(problems([onTpu, onL4], {})).toEqual([]);
    expect(
      problems([onTpu, onL4], {
        minNodes: 2,
        maxNodes: 2,
        consumption: "spot",
        gpuDriver: "latest",
        gpuSharing: { clientsPerGpu: 4 },
        accelerators: { "tpu-v6e-4": { topology: "2x2" } },
        system: { maxNodes: 2 },
      }),
    ).toEqual([]);
  });

  const refused: readonly (readonly [string, readonly PoolModel[], NodePoolsProps, readonly string[]])[] = [
    [
      "more nodes at least than at most, told once for all pools",
      [onTpu, onL4],
      { minNodes: 9 },
      [
        "nodePools.minNodes: must be at most nodePools.maxNodes, 8, got 9; lower it, or raise maxNodes [MinAboveMax]",
      ],
    ],
    [
      "the same of one accelerator",
      [onTpu, onL4],
      { minNodes: 2, accelerators: { "nvidia-l4": { minNodes: 3, maxNodes: 2 } } },
      [
        "nodePools.accelerators.nvidia-l4.minNodes: must be at most nodePools.accelerators.nvidia-l4.maxNodes, 2, " +
          "got 3; lower it, or raise maxNodes [MinAboveMax]",
      ],
    ],
    [
      "nodes of flex-start that stay",
      [onL4],
      { consumption: "flex-start", minNodes: 1 },
      [
        "nodePools.minNodes: must be 0 for nvidia-l4 with flex-start, whose nodes come only for waiting pods, got 1; " +
          "leave it out, or set nodePools.accelerators.nvidia-l4.minNodes to 0 [OutOfRange]",
      ],
    ],
    [
      "options of a GPU on a TPU, also where no model uses it",
      [onL4],
      { accelerators: { "tpu-v6e-1": { gpuDriver: "latest", gpuSharing: { clientsPerGpu: 2 } } } },
      [
        'nodePools.accelerators.tpu-v6e-1.gpuDriver: must be left out for a TPU, got "latest"; remove it [NotApplicable]',
        'nodePools.accelerators.tpu-v6e-1.gpuSharing: must be left out for a TPU, got {"clientsPerGpu":2}; remove it ' +
          "[NotApplicable]",
      ],
    ],
    [
      "a GPU that is shared on a node with four",
      [onL4, onFourL4],
      { gpuSharing: { clientsPerGpu: 2 } },
      [
        "nodePools.gpuSharing: must be left out for nvidia-l4-x4, which has 4 GPUs per node: a model takes them all, got " +
          '{"clientsPerGpu":2}; remove it, or set it under nodePools.accelerators for the accelerators with one GPU per ' +
          "node [NotApplicable]",
      ],
    ],
    [
      "too few system nodes",
      Array.from({ length: 40 }, () => onTpu),
      { system: { maxNodes: 2 } },
      [
        "nodePools.system.maxNodes: must be at least 3 nodes of e2-standard-4 for what needs no accelerator: BBR, endpoint pickers, " +
          "KEDA, the cluster's own pods, got 2; raise it, leave it out, or use a larger machineType [DoesNotFit]",
      ],
    ],
  ];

  test.each(refused)("refuses %s", (_, models, props, expected) => {
    expect(problems(models, props)).toEqual(expected);
  });

  test("refuses a topology that is not the accelerator's, and one on a GPU", () => {
    const accelerators = { "tpu-v6e-4": { topology: "2x4" }, "nvidia-l4": { topology: "2x2" } };

    expect(problems([onTpu], { accelerators }).map((line) => line.replace(/; .*\[/, " ["))).toEqual([
      'nodePools.accelerators.tpu-v6e-4.topology: must be 2x2 on tpu-v6e-4, got "2x4" [TopologyMismatch]',
      'nodePools.accelerators.nvidia-l4.topology: must be left out for a GPU, nvidia-l4, got "2x2" [TopologyMismatch]',
    ]);
  });

  test("refuses a way to pay in which the accelerator is not offered", () => {
    const models = [{ accelerator: "nvidia-h100-80gb", replicas: 1 }] as const;

    expect(problems(models, { consumption: "on-demand" })).toEqual([
      "nodePools.consumption: must be one of the ways in which nvidia-h100-80gb is offered, got on-demand; set consumption to one " +
        "of spot, flex-start, or use another accelerator [ConsumptionNotOffered]",
    ]);
  });
});
