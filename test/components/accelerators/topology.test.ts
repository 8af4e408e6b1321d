import { acceleratorNames, accelerators } from "../../../components/accelerators/table";
import { checkTopology } from "../../../components/accelerators/topology";
import { formatProblem } from "../../../components/problems/problems";

const path = "nodePools.accelerators.x.topology";

test("the topology of another slice names the accelerator that has it", () => {
  expect(checkTopology(path, "tpu-v6e-4", "2x4").map(formatProblem)).toEqual([
    `${path}: must be 2x2 on tpu-v6e-4, got "2x4"; leave it out, or use tpu-v6e-8 [TopologyMismatch]`,
  ]);
});

test("one that no single host has names none", () => {
  expect(checkTopology(path, "tpu-v6e-8", "16x16").map(formatProblem)).toEqual([
    `${path}: must be 2x4 on tpu-v6e-8, got "16x16"; leave it out [TopologyMismatch]`,
  ]);
});

test("a GPU has none", () => {
  expect(checkTopology(path, "nvidia-l4", "1x1").map(formatProblem)).toEqual([
    `${path}: must be left out for a GPU, nvidia-l4, got "1x1"; leave it out, or use tpu-v6e-1 [TopologyMismatch]`,
  ]);
});

test("each TPU accepts its own and no other", () => {
  const tpus = acceleratorNames.filter((name) => name.startsWith("tpu-"));
  const topologies = ["1x1", "2x2", "2x4", "4x4"];
  const accepted = tpus.map((name) =>
    topologies.filter((one) => checkTopology(path, name, one).length === 0),
  );

  expect(accepted).toEqual([["1x1"], ["2x2"], ["2x4"]]);
  expect(accelerators["tpu-v6e-4"].topology).toBe("2x2");
});
