/** The types of a model, before and after defaults are applied. The keys are declared in model-keys.ts. */
import type { MaxModelLen } from "../accelerators/context";
import type { Filled, Props } from "../keys/props";
import type { adapterSchema, secretKeySchema } from "./model-keys";
import type { modelServingSchema, singleModelSchema, variantSchema } from "./model-serving-schema";
import type { ScalingSpec } from "../scaling/scaling-props";
import type { Task } from "./task";

/** A LoRA adapter that a model server loads along with its base model. */
export interface AdapterProps extends Props<typeof adapterSchema> {}

/** A key of a Secret in the model's namespace. The value itself never appears in the program. */
export interface SecretKeyProps extends Props<typeof secretKeySchema> {}

/** One model, as a user describes it. Everything else is derived. */
export interface ModelServingProps extends Props<typeof singleModelSchema> {}

/** What all variants of a model share, because clients see it. */
export type SharedKey =
  "model" | "task" | "aliases" | "adapters" | "requestTimeoutSec" | "namespace" | "gatewayName";

/** The same model on other hardware, or run in another way. Missing keys are the model's. */
export interface VariantProps extends Props<typeof variantSchema> {}

/** A model that may run on several kinds of hardware, as a user describes it. */
export interface ServedModelProps extends Props<typeof modelServingSchema> {}

/** Destination of a share of a model's requests. */
export interface ModelBackend {
  /** Object name of the variant. */
  readonly name: string;
  /** In proportion to those of the model's other variants. */
  readonly weight: number;
}

/** A key of a Secret with all defaults applied. */
export interface SecretKeySpec extends Filled<typeof secretKeySchema> {}

/** Defaults that are derived from other keys, not constants. */
export interface DerivedKeys {
  readonly task: Task;
  readonly name: string;
  /** `undefined` keeps `replicas`; otherwise only the autoscaler sets them. */
  readonly scaling: ScalingSpec | undefined;
  /** `undefined` leaves it to the model, whose own context is not known to be too long. */
  readonly maxModelLen: MaxModelLen | undefined;
  readonly tensorParallelSize: number;
  readonly startupTimeoutSec: number;
  readonly image: string;
}

/** One model, or one variant of it, with all defaults applied. */
export interface ModelServingSpec
  extends Omit<Filled<typeof singleModelSchema>, keyof DerivedKeys>, DerivedKeys {
  /** Object name of the lead variant, which the route and the model's other shared objects have. Without variants, its own. */
  readonly routeName: string;
  /** All variants of the model, including this one; without variants, only the model. */
  readonly backends: readonly ModelBackend[];
}
