import { z } from "zod";
import { defaultStartupTimeoutSec } from "../accelerators/cold-start";
import { defaultMaxModelLen } from "../accelerators/context";
import { replicasPerNode } from "../accelerators/gpu-sharing";
import { accelerator } from "../accelerators/table";
import { images } from "../versions";
import { taskOfName } from "./known-tasks";
import type { ModelServingProps, ModelServingSpec } from "./model-serving-props";
import { singleModelSchema } from "./model-serving-schema";
import { objectName } from "./names";
import { filled } from "../keys/props";
import type { Filled } from "../keys/props";
import { resolveScaling } from "../scaling/resolve-scaling";

/** The task of a model unless its name implies another. */
const usualTask = "generate";

const defaultImages = { gpu: images.vllmGpu, tpu: images.vllmTpu } as const;

/**
 * Resolves a model without variants. The result depends only on the props.
 * @throws InvalidArgs when the props are wrong, with all problems at once.
 */
export function resolveModelServing(props: ModelServingProps): ModelServingSpec {
  const spec = resolveServers(filled(singleModelSchema, props, modelSubject(props)));
  const { name } = spec;
  return { ...spec, routeName: name, backends: [{ name, weight: 1 }] };
}

/** What the props describe, for a message: the props may be anything. */
export function modelSubject(props: unknown): string {
  const { data } = namedSchema.safeParse(props);
  return data === undefined ? "model" : `model ${data.model}`;
}

const namedSchema = z.object({ model: z.string().min(1) });

function resolveServers(
  stated: Filled<typeof singleModelSchema>,
): Omit<ModelServingSpec, "routeName" | "backends"> {
  const { model, replicas, weightsGiB } = stated;
  const { kind, chips } = accelerator(stated.accelerator);
  const coldStart = { model, accelerator: stated.accelerator, weightsGiB };
  const tensorParallelSize = stated.tensorParallelSize ?? chips;
  return {
    ...stated,
    task: stated.task ?? taskOfName(model) ?? usualTask,
    name: stated.name ?? objectName(model),
    // Parking is explicit: nothing wakes a parked model.
    scaling:
      stated.scaling === undefined || replicas === 0
        ? undefined
        : resolveScaling(stated.scaling, replicas, coldStart),
    maxModelLen: stated.maxModelLen ?? ownContext({ ...stated, tensorParallelSize }),
    tensorParallelSize,
    startupTimeoutSec: stated.startupTimeoutSec ?? defaultStartupTimeoutSec(coldStart),
    image: stated.image ?? defaultImages[kind],
  };
}

function ownContext({
  gpuSharing,
  ...stated
}: Filled<typeof singleModelSchema> & Pick<ModelServingSpec, "tensorParallelSize">): "auto" | undefined {
  return defaultMaxModelLen(stated, { ...stated, replicasPerNode: replicasPerNode(gpuSharing) });
}
