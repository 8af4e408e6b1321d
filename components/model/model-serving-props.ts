/** The types of a model, before and after its defaults are filled in. The keys are declared in model-keys.ts. */
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

/** What all variants of a model share, because it is what clients see of the model. */
export type SharedKey = "model" | "task" | "adapters" | "requestTimeoutSec" | "namespace" | "gatewayName";

/** The same model on other hardware, or run in another way. What it leaves out is what its model says. */
export interface VariantProps extends Props<typeof variantSchema> {}

/** A model that may run on several kinds of hardware, as a user describes it. */
export interface ServedModelProps extends Props<typeof modelServingSchema> {}

/** Where a part of a model's requests goes. */
export interface ModelBackend {
  /** Object name of the variant. */
  readonly name: string;
  /** In proportion to those of the model's other variants. */
  readonly weight: number;
}

/** A key of a Secret with nothing left open. */
export interface SecretKeySpec extends Filled<typeof secretKeySchema> {}

/** What is filled in from other keys, and not from constants. */
export interface DerivedKeys {
  readonly task: Task;
  readonly name: string;
  /** `undefined` keeps `replicas`; otherwise they are the autoscaler's alone. */
  readonly scaling: ScalingSpec | undefined;
  /** `undefined` leaves it to the model, whose own context is not known to be too long. */
  readonly maxModelLen: MaxModelLen | undefined;
  readonly tensorParallelSize: number;
  readonly startupTimeoutSec: number;
  readonly image: string;
}

/** One model, or one variant of it, with every default filled in. */
export interface ModelServingSpec
  extends Omit<Filled<typeof singleModelSchema>, keyof DerivedKeys>, DerivedKeys {
  /** Object name of the variant that leads: the model's route bears it, and what else it has once. Its own without others. */
  readonly routeName: string;
  /** All variants of the model, this one among them; the model alone where it has none. */
  readonly backends: readonly ModelBackend[];
}
