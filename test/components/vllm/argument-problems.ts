import { formatProblem } from "../../../components/problems/problems";
import type { ModelServingSpec } from "../../../components/model/model-serving-props";
import { checkArguments } from "../../../components/vllm/check-arguments";
import { beta } from "../../support/fixture";

/** A model on all chips of a node with several. */
export const quad: ModelServingSpec = {
  ...beta,
  accelerator: "nvidia-l4-x4",
  tensorParallelSize: 4,
  maxModelLen: 8192,
};

/** Problems of a model with these arguments, without their common beginning. */
export function problemsOf(extraArgs: readonly string[], spec: ModelServingSpec = quad): readonly string[] {
  return checkArguments({ ...spec, extraArgs }, "models[2]").map((problem) =>
    formatProblem(problem).replace("models[2].extraArgs", ""),
  );
}
