import { shortenedContext } from "../accelerators/context";
import { replicasPerNode } from "../accelerators/gpu-sharing";
import { weightsGiB } from "../accelerators/model-weights";
import { accelerator } from "../accelerators/table";
import type { ModelServingSpec } from "./model-serving-props";

/** Warnings about a model that are not errors. */
export function modelWarnings(spec: ModelServingSpec): readonly string[] {
  return [unknownSize, shorterContext, idleChips].flatMap((warning) => warning(spec) ?? []);
}

function unknownSize(spec: ModelServingSpec): string | undefined {
  if (weightsGiB(spec) !== undefined) return undefined;
  return (
    `the size of ${spec.model} is not known, and its name does not say it: whether it fits into ${spec.accelerator} is ` +
    `not checked, and it gets ${spec.startupTimeoutSec} seconds to start; set weightsGiB in its entry`
  );
}

function shorterContext(spec: ModelServingSpec): string | undefined {
  if (spec.maxModelLen !== "auto") return undefined;
  const tokens = shortenedContext(spec, { ...spec, replicasPerNode: replicasPerNode(spec.gpuSharing) });
  if (tokens === undefined) return undefined;
  return (
    `the whole context of ${spec.model} does not fit into ${spec.accelerator}: vLLM shortens it to what does, ` +
    `${tokens} tokens at most; set maxModelLen in its entry to choose it, or use a larger accelerator`
  );
}

function idleChips({ model, accelerator: name, tensorParallelSize, extraArgs }: ModelServingSpec) {
  const { chips } = accelerator(name);
  const isMultiplied = extraArgs.some((one) =>
    /^(-pp|-dp|--(pipeline|data)[-_]parallel[-_]size)(=|$)/.test(one),
  );
  if (isMultiplied || tensorParallelSize >= chips) return undefined;
  return (
    `${model} uses ${tensorParallelSize} of the ${chips} chips of ${name}, for all of which you pay: the others are idle, ` +
    "because a replica takes a whole node"
  );
}
