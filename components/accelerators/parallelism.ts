import { quote } from "../problems/problems";
import type { Problem } from "../problems/problems";
import { accelerator } from "./table";
import type { Accelerator, AcceleratorName } from "./table";

/** One more way in which arguments of vLLM split or multiply a model. */
export interface Split {
  /** Of the argument in `extraArgs`. */
  readonly index: number;
  /** As vLLM's documentation writes it, such as `--pipeline-parallel-size`. */
  readonly flag: string;
  readonly value: string;
}

/** How a model server divides the chips of its node. */
export interface ParallelismDemand {
  /** Where the user described the model, such as `models[0]`. */
  readonly path: string;
  readonly accelerator: AcceleratorName;
  readonly tensorParallelSize: number;
  /** Each multiplies the chips that `tensorParallelSize` takes. */
  readonly splits: readonly Split[];
}

/**
 * Whether a model server uses no more chips than its node has. A TPU slice is used whole: its chips are one mesh
 * (tpu-inference v0.32.0 `runner`), and a node pool of another size is another accelerator.
 */
export function checkParallelism(demand: ParallelismDemand): readonly Problem[] {
  const row = accelerator(demand.accelerator);
  const tensor = tensorProblem(demand, row);
  if (tensor.length > 0) return tensor;
  const wrong = demand.splits.filter(({ value }) => !/^[1-9]\d*$/.test(value));
  if (wrong.length > 0)
    return wrong.map((split) => splitProblem(demand, split, "must be a whole number from 1"));
  const product = demand.splits.reduce((chips, { value }) => chips * Number(value), 1);
  if (product * demand.tensorParallelSize <= row.chips) return [];
  return demand.splits
    .filter(({ value }) => value !== "1")
    .map((split) => splitProblem(demand, split, ruleFor(demand, row), fixFor(row, product)));
}

function tensorProblem({ path, accelerator: name, tensorParallelSize }: ParallelismDemand, row: Accelerator) {
  const isWhole = tensorParallelSize === row.chips;
  if (row.kind === "tpu" ? isWhole : tensorParallelSize <= row.chips) return [];
  return [
    {
      code: "ParallelismMismatch" as const,
      path: `${path}.tensorParallelSize`,
      rule:
        row.kind === "tpu"
          ? `must be ${row.chips}, as a model takes all chips of ${name}`
          : `must be at most ${row.chips}, the chips of ${name}`,
      got: quote(tensorParallelSize),
      fix: "leave it out, or use the accelerator with that many chips",
    },
  ];
}

function ruleFor(
  { accelerator: name, tensorParallelSize }: ParallelismDemand,
  { chips }: Accelerator,
): string {
  if (tensorParallelSize === chips) return `must be 1, since tensor parallelism takes the chips of ${name}`;
  return `must fit in the ${chips} chips of ${name} together with a tensorParallelSize of ${tensorParallelSize}`;
}

/** On a GPU, tensor parallelism can make room for another kind. */
function fixFor({ kind, chips }: Accelerator, product: number): string {
  const room = Math.floor(chips / product);
  return kind === "tpu" || room < 1 ? "remove it" : `remove it, or set \`tensorParallelSize: ${room}\``;
}

function splitProblem(
  { path }: ParallelismDemand,
  { index, value }: Split,
  rule: string,
  fix = "remove it",
): Problem {
  return { code: "ParallelismMismatch", path: `${path}.extraArgs[${index}]`, rule, got: quote(value), fix };
}
