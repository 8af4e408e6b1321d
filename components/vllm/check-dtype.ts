import { refusesFloat16 } from "../accelerators/model-families";
import { quote } from "../problems/problems";
import type { ModelServingSpec } from "../model/model-serving-props";
import type { ArgumentProblem } from "./argument-faults";
import { derivedDtype, hasBfloat16, numberFormat } from "./dtype";
import type { ParsedArgument } from "./parse-arguments";

/** Whether the model and its accelerator both compute in the format that `--dtype` names. */
export function dtypeProblem(
  { known, values }: ParsedArgument,
  { model, accelerator }: ModelServingSpec,
): ArgumentProblem | undefined {
  if (known?.name !== "--dtype") return undefined;
  const [value = ""] = values;
  const format = numberFormat(value);
  const fix = `remove it; ${derivedDtype(accelerator, model) ?? "bfloat16"} is used without it`;
  if (format === "bfloat16" && !hasBfloat16(accelerator))
    return {
      code: "UnsupportedDtype",
      rule: `must be a format that ${accelerator} has`,
      got: quote(value),
      fix,
    };
  if (format === "float16" && refusesFloat16(model))
    return {
      code: "UnsupportedDtype",
      rule: `must be a format that vLLM runs ${model} in, which float16 is not`,
      ...{ got: quote(value), fix },
    };
  return undefined;
}
