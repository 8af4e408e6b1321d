import type { ModelServingProps } from "../../components/model/model-serving-props";
import type { ModelEntry, StackConfig } from "./stack-config";

/** What an entry says of its model, with the stack's word on scaling taken in; the accelerator is still the entry's own. */
export function servingOf(
  entry: Omit<ModelEntry, "variants">,
  stack: Pick<StackConfig, "scaleToZero" | "wake" | "holdSec">,
): Omit<ModelServingProps, "accelerator"> & Pick<ModelEntry, "accelerator"> {
  const { scaleToZero = stack.scaleToZero ?? false, ...rest } = entry;
  const { minReplicas, maxReplicas, coolDownSec, coldStartSec, holdSec, queue, ...serving } = rest;
  if (!scaleToZero) return serving;
  if (stack.wake === "none") return { ...serving, replicas: 0 };
  const scaling = { minReplicas, maxReplicas, coolDownSec, coldStartSec, queue };
  return { ...serving, scaling: { ...scaling, holdSec: holdSec ?? stack.holdSec } };
}
