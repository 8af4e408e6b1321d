import type { ModelServingProps } from "../components/serving/model-serving-props";
import type { ModelEntry, StackConfig } from "./config/stack-config";

/** What an entry says of its model, with the stack's word on scaling taken in; the accelerator is still the entry's own. */
export function servingOf(
  entry: Omit<ModelEntry, "variants">,
  { scaleToZero: all = false, wake = "keda" }: Pick<StackConfig, "scaleToZero" | "wake">,
): Omit<ModelServingProps, "accelerator"> & Pick<ModelEntry, "accelerator"> {
  const { scaleToZero = all, minReplicas, maxReplicas, coolDownSec, coldStartSec, queue, ...serving } = entry;
  if (!scaleToZero) return serving;
  if (wake === "none") return { ...serving, replicas: 0 };
  return { ...serving, scaling: { minReplicas, maxReplicas, coolDownSec, coldStartSec, queue } };
}
