import { checkParallelism } from "../../../components/accelerators/parallelism";
import { formatProblem } from "../../../components/problems";

function problemsOf(extraArgs: readonly string[]): readonly string[] {
  return checkParallelism("models[1]", "tpu-v6e-4", extraArgs).map(formatProblem);
}

test.each([
  ["--tensor-parallel-size=2", []],
  ["--tensor_parallel_size=2", []],
  ["--tensor-parallel-size", ["2"]],
  ["-tp", ["2"]],
  ["-tp=2", []],
])("%s %s splits the model over other than the chips of the node", (flag, values) => {
  expect(problemsOf(["--seed=7", flag, ...values])).toEqual([
    'models[1].extraArgs[1]: must be 4, the chips of tpu-v6e-4, got "2"; ' +
      "remove it, or use the accelerator with that many chips [ParallelismMismatch]",
  ]);
});

test.each(["--pipeline-parallel-size", "--pipeline_parallel_size", "-pp", "--data-parallel-size", "-dp"])(
  "%s would need chips of another node",
  (flag) => {
    expect(problemsOf([`${flag}=2`])).toEqual([
      "models[1].extraArgs[0]: must be 1, since tensor parallelism takes the chips of tpu-v6e-4, " +
        'got "2"; remove it [ParallelismMismatch]',
    ]);
  },
);

test("what is no number is not the chips either", () => {
  expect(problemsOf(["-tp=all", "-pp=2"])).toEqual([
    'models[1].extraArgs[0]: must be 4, the chips of tpu-v6e-4, got "all"; ' +
      "remove it, or use the accelerator with that many chips [ParallelismMismatch]",
    "models[1].extraArgs[1]: must be 1, since tensor parallelism takes the chips of tpu-v6e-4, " +
      'got "2"; remove it [ParallelismMismatch]',
  ]);
});

test.each([[["-tp", "4"]], [["--pipeline-parallel-size=1"]], [["-tp"]], [["--seed", "2"]], [[]]])(
  "%j is accepted here",
  (extraArgs) => {
    expect(problemsOf(extraArgs)).toEqual([]);
  },
);
