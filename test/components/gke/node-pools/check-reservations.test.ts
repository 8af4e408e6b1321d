import { planAcceleratorPools } from "../../../../components/gke/node-pools/accelerator-pools";
import type { PoolModel } from "../../../../components/gke/node-pools/accelerator-pools";
import { checkNodePools } from "../../../../components/gke/node-pools/check-node-pools";
import type { NodePoolsProps } from "../../../../components/gke/node-pools/node-pool-props";
import { resolveSystemPool } from "../../../../components/gke/node-pools/system-pool";
import { systemPods } from "../../../../components/gke/node-pools/system-pods";
import { formatProblem } from "../../../../components/problems/problems";

const onTpu: PoolModel = { accelerator: "tpu-v6e-4", replicas: 2 };
const onL4: PoolModel = { accelerator: "nvidia-l4", replicas: 3 };

function problems(models: readonly PoolModel[], props: NodePoolsProps) {
  const system = resolveSystemPool(props.system ?? {}, systemPods(2, models.length));
  return checkNodePools(props, planAcceleratorPools(models, props), system).map(formatProblem);
}

describe("a reservation", () => {
  const h100: PoolModel = { accelerator: "nvidia-h100-80gb-x8", replicas: 1 };
  const reserved = { consumption: "reservation", reservation: "my-block" } as const;

  test("is where the nodes are taken from that are to be reserved, and no others", () => {
    expect(planAcceleratorPools([h100], reserved)).toMatchObject([reserved]);
    expect(
      planAcceleratorPools([h100, onL4], {
        ...reserved,
        accelerators: { "nvidia-l4": { consumption: "spot" } },
      }),
    ).toMatchObject([reserved, { consumption: "spot", reservation: undefined }]);
  });

  test("is taken for one accelerator, for several with their own, and by blocks", () => {
    expect(problems([h100], reserved)).toEqual([]);
    expect(
      problems([h100, onL4], { ...reserved, accelerators: { "nvidia-l4": { consumption: "spot" } } }),
    ).toEqual([]);
    expect(
      problems([h100, onTpu], { ...reserved, accelerators: { "tpu-v6e-4": { reservation: "my-slices" } } }),
    ).toEqual([]);
    expect(
      problems([onL4], {
        accelerators: { "nvidia-l4": { consumption: "reservation", reservation: "a/reservationBlocks/b" } },
      }),
    ).toEqual([]);
  });

  test("must be named where nodes are to be taken from one", () => {
    expect(problems([h100], { consumption: "reservation" })).toEqual([
      "nodePools.reservation: must be set where nodePools.consumption is reservation, got nothing; name the reservation, " +
        "such as my-h100-block, or take the nodes on-demand [MissingKey]",
    ]);
    expect(problems([onL4], { accelerators: { "nvidia-l4": { consumption: "reservation" } } })).toEqual([
      "nodePools.accelerators.nvidia-l4.reservation: must be set where nodePools.accelerators.nvidia-l4.consumption is " +
        "reservation, got nothing; name the reservation, such as my-h100-block, or take the nodes on-demand [MissingKey]",
    ]);
  });

  test("is of no use where no node is taken from it", () => {
    expect(problems([onL4], { reservation: "my-block" })).toEqual([
      'nodePools.reservation: must be left out where consumption is on-demand: no node is taken from it, got "my-block"; ' +
        "set consumption to reservation, or remove it [NotApplicable]",
    ]);
    expect(
      problems([h100, onL4], {
        ...reserved,
        accelerators: { "nvidia-l4": { consumption: "spot", reservation: "other" } },
      }),
    ).toEqual([
      "nodePools.accelerators.nvidia-l4.reservation: must be left out where consumption is spot: no node is taken from it, got " +
        '"other"; set consumption to reservation, or remove it [NotApplicable]',
    ]);
  });

  test.each([undefined, "my-block", "my-block/reservationBlocks/one"])(
    "holds machines of one type alone: the second has %j",
    (reservation) => {
      const accelerators = { "tpu-v6e-4": { reservation } };
      const path = reservation === undefined ? "nodePools" : "nodePools.accelerators.tpu-v6e-4";

      expect(problems([h100, onTpu], { ...reserved, accelerators })).toEqual([
        `${path}.reservation: must be a different reservation for tpu-v6e-4 than for nvidia-h100-80gb-x8: a reservation holds machines of ` +
          `a single type, got "${reservation ?? "my-block"}"; set nodePools.accelerators.tpu-v6e-4.reservation, or another ` +
          "consumption for it [NotApplicable]",
      ]);
    },
  );
});
