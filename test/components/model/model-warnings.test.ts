import { modelWarnings } from "../../../components/model/model-warnings";
import { resolveModelServing } from "../../../components/model/resolve-model-serving";

const warningsOf = (tensorParallelSize: number, ...extraArgs: readonly string[]) =>
  modelWarnings(
    resolveModelServing({
      model: "acme/Alpha-7B",
      accelerator: "nvidia-l4-x8",
      tensorParallelSize,
      extraArgs,
    }),
  );

test("chips that another kind of parallelism takes are not idle", () => {
  expect(warningsOf(8)).toEqual([]);
  expect(warningsOf(4)).toHaveLength(1);
  expect(warningsOf(4, "--data-parallel-size", "2")).toEqual([]);
  expect(warningsOf(4, "--data_parallel_size=2")).toEqual([]);
  expect(warningsOf(4, "-pp=2")).toEqual([]);
  expect(warningsOf(4, "--seed=7")).toHaveLength(1);
});
