import { replicasPerNode } from "../accelerators/gpu-sharing";
import { checkMemory } from "../accelerators/memory-fit";
import { refusesFloat16 } from "../accelerators/model-families";
import { modelName } from "../accelerators/parameter-count";
import { accelerator, acceleratorNames } from "../accelerators/table";
import type { AcceleratorName } from "../accelerators/table";
import { quote } from "../problems/problems";
import type { Problem } from "../problems/problems";
import type { ModelServingSpec } from "../model/model-serving-props";
import { hasBfloat16, numberFormat } from "./dtype";
import type { NumberFormat } from "./dtype";
import type { ParsedArgument } from "./parse-arguments";
import { lastArgument } from "./splits";

/** A quantization method, with the formats that vLLM computes in. */
interface Method {
  readonly name: string;
  readonly formats: readonly NumberFormat[];
}

const sixteenBits: readonly NumberFormat[] = ["float16", "bfloat16"];

/**
 * By the names that `--quantization` takes: `get_supported_act_dtypes` in vllm v0.32.0 `model_executor/layers/quantization/`,
 * `fp8.py`, `auto_awq.py`, `auto_gptq.py` and `mxfp4.py`. `VllmConfig._get_quantization_config` compares them at the start.
 */
const methods: Readonly<Record<string, Method>> = {
  fp8: { name: "FP8", formats: sixteenBits },
  ...Object.fromEntries(
    ["awq", "awq_marlin", "auto_awq"].map((one) => [one, { name: "AWQ", formats: sixteenBits }]),
  ),
  ...Object.fromEntries(
    ["gptq", "gptq_marlin", "auto_gptq"].map((one) => [one, { name: "GPTQ", formats: sixteenBits }]),
  ),
  ...Object.fromEntries(
    ["mxfp4", "gpt_oss_mxfp4"].map((one) => [one, { name: "MXFP4", formats: ["bfloat16"] as const }]),
  ),
};

/** Of published models, by their names. FP8 is left out: most are of compressed-tensors, which also accepts float32. */
const published: readonly (readonly [name: RegExp, method: string])[] = [
  [/^gpt-oss-(?:safeguard-)?\d+b$/, "mxfp4"],
  [/(?:^|[-_.])awq(?:[-_.]|$)/, "awq"],
  [/(?:^|[-_.])gptq(?:[-_.]|$)/, "gptq"],
];

/** With these flags, weights may be stored differently than the name says. */
const overrides = ["--hf-overrides", "--quantization-config"];

/**
 * Whether vLLM computes with the weights of a model in a format that the accelerator has and the model supports: on the
 * accelerator at all, and in the one that `--dtype` names.
 * @param path where the user described the model, such as `models[0]`.
 */
export function quantizationProblem(
  spec: ModelServingSpec,
  parsed: readonly ParsedArgument[],
  path: string,
): Problem | undefined {
  const method = methodOf(spec, parsed);
  if (method === undefined || accelerator(spec.accelerator).kind !== "gpu") return undefined;
  const usable = method.formats.filter((format) => bears(spec, format));
  if (usable.length === 0) return acceleratorProblem(spec, method, path);
  const dtype = lastArgument(parsed, "--dtype");
  const format = numberFormat(dtype?.values[0] ?? "");
  if (dtype === undefined || format === undefined || method.formats.includes(format)) return undefined;
  return {
    code: "UnsupportedDtype",
    path: `${path}.extraArgs[${dtype.index}]`,
    rule: `must be a format that vLLM runs ${method.name} weights in: ${method.formats.join(" or ")}`,
    got: quote(dtype.values[0]),
    fix: `remove it; ${hasBfloat16(spec.accelerator) ? "the model's own" : "half"} is used without it`,
  };
}

function methodOf({ model }: ModelServingSpec, parsed: readonly ParsedArgument[]): Method | undefined {
  if (overrides.some((flag) => lastArgument(parsed, flag) !== undefined)) return undefined;
  const stated = lastArgument(parsed, "--quantization")?.values[0];
  const name = modelName(model);
  if (name.includes("gguf")) return undefined;
  return methods[stated ?? published.find(([pattern]) => pattern.test(name))?.[1] ?? ""];
}

function bears({ model, accelerator: name }: ModelServingSpec, format: NumberFormat): boolean {
  if (format === "bfloat16") return hasBfloat16(name);
  return format !== "float16" || !refusesFloat16(model);
}

function acceleratorProblem(spec: ModelServingSpec, { name, formats }: Method, path: string): Problem {
  const others = acceleratorNames.filter((one) => runs(spec, one));
  const refused = formats.includes("float16") ? ", and not in float16 for this model" : "";
  return {
    code: "UnsupportedDtype",
    path: `${path}.accelerator`,
    rule: `must have bfloat16: vLLM runs ${name} weights in ${formats.join(" or ")}${refused}`,
    got: quote(spec.accelerator),
    fix:
      others.length > 0
        ? `use one of ${others.join(", ")}`
        : "use a smaller model, since no single node of the table holds this one",
  };
}

/** Whether a GPU shape has the format and, as far as is known, enough memory with all its chips. */
function runs(spec: ModelServingSpec, name: AcceleratorName): boolean {
  const { kind, chips } = accelerator(name);
  if (kind !== "gpu" || !hasBfloat16(name)) return false;
  const sharing = chips === 1 ? spec.gpuSharing : undefined;
  const demand = { ...spec, accelerator: name, tensorParallelSize: chips, path: "" };
  return checkMemory({ ...demand, replicasPerNode: replicasPerNode(sharing) }).length === 0;
}
