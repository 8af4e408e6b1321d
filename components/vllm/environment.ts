import { accelerator } from "../accelerators/table";
import type { ModelServingSpec } from "../model/model-serving-props";

/** Where weights and adapters are downloaded to; the volume outlives the container, which may be restarted. */
export const modelCachePath = "/model-cache";

/** A variable of vLLM that is derived from the spec. */
export interface DerivedVariable {
  readonly name: string;
  readonly value: string | { readonly secretName: string; readonly key: string };
}

/** The variables derived from the spec. */
export function derivedVariables(spec: ModelServingSpec): readonly DerivedVariable[] {
  const { accelerator: name, huggingFaceToken } = spec;
  return [
    ...(accelerator(name).kind === "tpu" ? [{ name: "PJRT_DEVICE", value: "TPU" }] : []),
    { name: "HF_HOME", value: modelCachePath },
    ...(huggingFaceToken === undefined ? [] : [{ name: "HF_TOKEN", value: huggingFaceToken }]),
  ];
}

/** All variables: the derived ones first, so that the user's own can refer to them as `$(HF_HOME)`. */
export function modelServerVariables(spec: ModelServingSpec): readonly DerivedVariable[] {
  const derived = derivedVariables(spec);
  const own = Object.entries(spec.env).map(([name, value]) => ({ name, value }));
  return [...derived, ...own.filter(({ name }) => !derived.some((one) => one.name === name))];
}
