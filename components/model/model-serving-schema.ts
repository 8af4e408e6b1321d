/** The schema of a model in a program, built from the declarations in model-keys.ts. */
import { z } from "zod";
import { gatewayNameKey, namespaceKey } from "../objects/place";
import { key, section } from "../keys/key";
import { modelKeys, placeKeys, weight } from "./model-keys";

/** A model without variants. */
export const singleModelSchema = z.strictObject({
  ...modelKeys,
  ...placeKeys,
  namespace: namespaceKey,
  gatewayName: gatewayNameKey,
});

const {
  model: _1,
  task: _2,
  aliases: _3,
  adapters: _4,
  requestTimeoutSec: _5,
  accelerator,
  ...ownKeys
} = modelKeys;

/** The keys of a variant, in a program and in a stack alike. */
export const variantKeys = {
  accelerator: key(accelerator.optional(), {
    description: "Accelerator of each replica of the variant.",
    otherwise: "the entry's",
    values: "one of these [names](accelerators.md)",
    change: "restarts the variant's pods on other nodes",
    fix: "use one of these names, here or once for the stack",
  }),
  ...ownKeys,
  name: key(ownKeys.name, {
    description: "Name of the variant's Kubernetes objects: a DNS label of at most 42 characters.",
    otherwise:
      "the model's for the lead variant; for the others, that and the accelerator, such as `phi-nvidia-l4`",
    change: "replaces the variant's objects",
    fix: "use a short name such as phi-3-mini, or leave it out",
  }),
  replicas: key(ownKeys.replicas, {
    description:
      "Model servers of the variant, each on its own node. 0 parks the variant: the others get its requests. For one that scales, it is the default of `maxReplicas`.",
    unit: "replicas",
    otherwise: "the entry's",
    change: "adds or removes pods",
    fix: "set how many copies to run, each on its own node; 0 parks the model",
  }),
  weight,
};

/** The same model on other hardware, or run in another way. Missing keys are the model's. */
export const variantSchema = z.strictObject({ ...variantKeys, ...placeKeys });

/**
 * A model that may run on several kinds of hardware. It is checked without applying defaults, because a variant's
 * missing keys are the model's.
 */
export const modelServingSchema = z.strictObject({
  ...singleModelSchema.shape,
  variants: section(z.array(variantSchema).min(1).optional(), {
    description:
      "The model on several kinds of hardware, or run in several ways, behind one name. The one on the model's own accelerator, or else the first, keeps the model's object name; the others add their accelerator to it.",
    otherwise: "none: the model runs as its entry says",
    fix: "write a list with one `- accelerator: ...` for each kind of hardware, or leave it out",
  }),
});
