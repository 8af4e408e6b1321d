import { checkParallelism } from "../../../components/accelerators/parallelism";
import type { ParallelismDemand, Split } from "../../../components/accelerators/parallelism";
import { formatProblem } from "../../../components/problems/problems";

const demand: ParallelismDemand = {
  path: "models[1]",
  accelerator: "nvidia-l4-x4",
  tensorParallelSize: 4,
  splits: [],
};

const problemsOf = (change: Partial<ParallelismDemand>): readonly string[] =>
  checkParallelism({ ...demand, ...change }).map(formatProblem);

const pipeline = (value: string, index = 0): Split => ({ index, flag: "--pipeline-parallel-size", value });
const data = (value: string, index = 2): Split => ({ index, flag: "--data-parallel-size", value });

describe("tensor parallelism", () => {
  test("takes all chips of a TPU slice", () => {
    const accelerator = "tpu-v6e-4";

    expect(problemsOf({ accelerator })).toEqual([]);
    for (const tensorParallelSize of [1, 2, 8])
      expect(problemsOf({ accelerator, tensorParallelSize })).toEqual([
        "models[1].tensorParallelSize: must be 4, as a model takes all chips of tpu-v6e-4, " +
          `got ${tensorParallelSize}; leave it out, or use the accelerator with that many chips [ParallelismMismatch]`,
      ]);
  });

  test.each([1, 2, 3, 4])("may take %i of 4 GPUs", (tensorParallelSize) => {
    expect(problemsOf({ tensorParallelSize })).toEqual([]);
  });

  test("takes no more GPUs than a node has, even if more is wrong", () => {
    expect(problemsOf({ tensorParallelSize: 8, splits: [pipeline("2")] })).toEqual([
      "models[1].tensorParallelSize: must be at most 4, the chips of nvidia-l4-x4, got 8; " +
        "leave it out, or use the accelerator with that many chips [ParallelismMismatch]",
    ]);
  });
});

describe("another kind of parallelism", () => {
  test("finds no chips where tensor parallelism takes all", () => {
    expect(problemsOf({ splits: [pipeline("2")] })).toEqual([
      "models[1].extraArgs[0]: must be 1, since tensor parallelism takes the chips of nvidia-l4-x4, " +
        'got "2"; remove it, or set `tensorParallelSize: 2` [ParallelismMismatch]',
    ]);
    expect(problemsOf({ accelerator: "tpu-v6e-4", splits: [data("4")] })).toEqual([
      "models[1].extraArgs[2]: must be 1, since tensor parallelism takes the chips of tpu-v6e-4, " +
        'got "4"; remove it [ParallelismMismatch]',
    ]);
  });

  test.each([
    [1, [pipeline("4")]],
    [1, [pipeline("2"), data("2")]],
    [2, [data("2")]],
    [4, [pipeline("1"), data("1")]],
  ])("may take what tensor parallelism of %i leaves: %j", (tensorParallelSize, splits) => {
    expect(problemsOf({ tensorParallelSize, splits })).toEqual([]);
  });

  test("counts together with every other", () => {
    const rule = "must fit in the 4 chips of nvidia-l4-x4 together with a tensorParallelSize of 2";

    expect(problemsOf({ tensorParallelSize: 2, splits: [pipeline("2"), data("2")] })).toEqual([
      `models[1].extraArgs[0]: ${rule}, got "2"; remove it, or set \`tensorParallelSize: 1\` [ParallelismMismatch]`,
      `models[1].extraArgs[2]: ${rule}, got "2"; remove it, or set \`tensorParallelSize: 1\` [ParallelismMismatch]`,
    ]);
    expect(problemsOf({ tensorParallelSize: 2, splits: [pipeline("1"), data("8")] })).toEqual([
      `models[1].extraArgs[2]: ${rule}, got "8"; remove it [ParallelismMismatch]`,
    ]);
  });

  test.each(["all", "0", "-1", "2.5", ""])("is a number, and not %j", (value) => {
    expect(problemsOf({ tensorParallelSize: 1, splits: [pipeline(value)] })).toEqual([
      `models[1].extraArgs[0]: must be a whole number from 1, got "${value}"; remove it [ParallelismMismatch]`,
    ]);
  });
});
