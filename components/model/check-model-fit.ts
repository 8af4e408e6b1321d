import { leastStartSec } from "../accelerators/cold-start";
import { replicasPerNode } from "../accelerators/gpu-sharing";
import { checkContext } from "../accelerators/context";
import { checkMemory } from "../accelerators/memory-fit";
import type { Problem } from "../problems/problems";
import { images } from "../versions";
import type { ModelServingSpec } from "./model-serving-props";

const pinnedImages: readonly string[] = [images.vllmGpu, images.vllmTpu];

/**
 * Whether a model can start on its accelerator: chips that divide it, memory that holds it, a context that it has, and time to load it.
 * @param path where the user described the model, such as `models[0]`.
 */
export function checkModelFit(spec: ModelServingSpec, path: string): readonly Problem[] {
  return [
    ...checkMemory({ ...spec, path, replicasPerNode: replicasPerNode(spec.gpuSharing) }),
    // Another image may have another vLLM, or a model that was changed.
    ...(pinnedImages.includes(spec.image) ? checkContext(spec, path) : []),
    ...checkStart(spec, path),
  ];
}

function checkStart(spec: ModelServingSpec, path: string): readonly Problem[] {
  // Then the image contains the weights.
  if ("HF_HUB_OFFLINE" in spec.env) return [];
  const least = leastStartSec(spec);
  if (least === undefined || spec.startupTimeoutSec >= least) return [];
  return [
    {
      code: "StartupTooShort",
      path: `${path}.startupTimeoutSec`,
      rule: `must be at least ${least} seconds, the expected time to load the weights: a container that is stopped earlier restarts forever`,
      got: String(spec.startupTimeoutSec),
      fix: `leave it out, set ${2 * least} or more to be safe, or set weightsGiB if its weights take less`,
    },
  ];
}
