import type { ModelServingProps } from "../../components/model/model-serving-props";
import type { ModelEntry, StackConfig } from "./stack-config";

/** A model's entry with the stack's scaling defaults filled in, but not yet the stack's accelerator. */
export function modelServingProps(
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
