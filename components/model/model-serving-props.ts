import type { Consumption } from "../accelerators/consumption";
import type { MaxModelLen } from "../accelerators/context";
import type { GpuSharing } from "../accelerators/gpu-sharing";
import type { AcceleratorName } from "../accelerators/table";
import type { ProbesProps, ProbesSpec } from "./probes";
import type { ScalingProps, ScalingSpec } from "../scaling/scaling-props";
import type { Task } from "./task";

/** A LoRA adapter that a model server loads beside its base model. */
export interface AdapterProps {
  /** Name that clients send; unique among all models and adapters of a gateway. Changing it restarts the model's pods. */
  readonly name: string;
  /** Where vLLM loads it from: a Hugging Face repository or a path in the container. Changing it restarts the model's pods. */
  readonly source: string;
  /**
   * Rank of the adapter, the `r` of its `adapter_config.json`. The largest of a model becomes vLLM's `--max-lora-rank`.
   * Changing it restarts the model's pods.
   * @default - 16 or less, vLLM's own limit
   */
  readonly rank?: number | undefined;
}

/** A key of a Secret in the model's namespace. The value itself never appears in the program. */
export interface SecretKeyProps {
  /** Name of the Secret. */
  readonly secretName: string;
  /**
   * Key of the Secret that holds the value.
   * @default "token"
   */
  readonly key?: string | undefined;
}

/** One model, as a user describes it. Everything else is derived. */
export interface ModelServingProps {
  /**
   * Hugging Face name of the model, such as `Qwen/Qwen2.5-3B-Instruct`. It is also the name that clients send.
   * Changing it replaces the model's objects.
   */
  readonly model: string;
  /**
   * What the model does with a request: it decides how vLLM runs it, and which paths reach it. Changing it restarts the
   * model's pods.
   * @default - from the model's name where it is known to embed or to rank, else `generate`
   */
  readonly task?: Task | undefined;
  /** Accelerator of each replica, which takes a whole node. Changing it restarts the model's pods on other nodes. */
  readonly accelerator: AcceleratorName;
  /**
   * How each replica shares its node's GPU with others; must be what the node pool says. Changing it restarts the model's
   * pods on other nodes.
   * @default - a whole node for each replica
   */
  readonly gpuSharing?: GpuSharing | undefined;
  /**
   * How the nodes of its accelerator are paid for; must be what the node pool says. A pod on a spot node has 15 seconds when the
   * node is taken away, and goes sooner. Changing it restarts the model's pods.
   * @default "on-demand"
   */
  readonly consumption?: Consumption | undefined;
  /**
   * Name of the model's Kubernetes objects: a DNS label of at most 42 characters. Changing it replaces them.
   * @default - derived from `model`: `Qwen/Qwen2.5-3B-Instruct` becomes `qwen2-5-3b-instruct`
   */
  readonly name?: string | undefined;
  /**
   * Namespace of the model and of its gateway. Changing it replaces the model's objects.
   * @default "switchyard"
   */
  readonly namespace?: string | undefined;
  /**
   * Name of the Gateway, in the same namespace, that the model's route attaches to. Changes nothing but the route.
   * @default "inference-gateway"
   */
  readonly gatewayName?: string | undefined;
  /**
   * Model servers, each on a node of its own. 0 parks the model: its name answers 503, and nothing wakes it. For a model
   * that scales it is how many there are at most.
   * @default 1
   */
  readonly replicas?: number | undefined;
  /**
   * How the replicas follow the requests, down to none. KEDA must be there, and the gateway must know its namespace.
   * @default - `replicas` stay as they are
   */
  readonly scaling?: ScalingProps | undefined;
  /**
   * Longest context, in tokens; `auto` lets vLLM take the longest that fits into memory. Changing it restarts the model's
   * pods.
   * @default - the model's own limit; on a GPU, `auto` where that is sure not to fit
   */
  readonly maxModelLen?: MaxModelLen | undefined;
  /**
   * Accelerators that each layer of the model is split across. A TPU slice is always used whole. Changing it restarts the
   * model's pods.
   * @default - all accelerators of a node
   */
  readonly tensorParallelSize?: number | undefined;
  /**
   * Size of the model's weights, in GiB. It decides whether they fit, how long they take to load, and the disk for them.
   * Changing it restarts the model's pods.
   * @default - from the table of known models, else from the size in the model's name
   */
  readonly weightsGiB?: number | undefined;
  /**
   * Longest time for a whole answer, in seconds, streaming included.
   * @default 300
   */
  readonly requestTimeoutSec?: number | undefined;
  /**
   * Longest time from a container's start to its first healthy answer, in seconds: download, load and compilation.
   * Changing it restarts the model's pods.
   * @default - 600 on a GPU, 900 on a TPU
   */
  readonly startupTimeoutSec?: number | undefined;
  /**
   * LoRA adapters that are served under names of their own. Changing them restarts the model's pods.
   * @default - none
   */
  readonly adapters?: readonly AdapterProps[] | undefined;
  /**
   * Secret with a Hugging Face token, for models that ask for a licence. Changing it restarts the model's pods.
   * @default - no token; public models need none
   */
  readonly huggingFaceToken?: SecretKeyProps | undefined;
  /**
   * vLLM's image, pinned by tag or digest. Changing it restarts the model's pods.
   * @default - the release of vLLM for the accelerator in `components/versions.ts`
   */
  readonly image?: string | undefined;
  /**
   * When a pod that does not answer leaves its pool, and when it is restarted. Changing it restarts the model's pods.
   * @default - values that survive a saturated server
   */
  readonly probes?: ProbesProps | undefined;
  /**
   * Environment variables of vLLM, by name. Changing them restarts the model's pods.
   * @default - none besides the derived ones
   */
  readonly env?: Readonly<Record<string, string>> | undefined;
  /**
   * Further arguments of vLLM, appended to the derived ones. Changing them restarts the model's pods.
   * @default - none
   */
  readonly extraArgs?: readonly string[] | undefined;
}

/** What all variants of a model share, because it is what clients see of the model. */
export type SharedKey = "model" | "task" | "adapters" | "requestTimeoutSec" | "namespace" | "gatewayName";

/** The same model on other hardware, or run in another way. What it leaves out is what its model says. */
export interface VariantProps extends Omit<
  ModelServingProps,
  SharedKey | "accelerator" | "name" | "replicas"
> {
  /**
   * Accelerator of each replica of the variant. Changing it restarts the variant's pods on other nodes.
   * @default - that of its model
   */
  readonly accelerator?: AcceleratorName | undefined;
  /**
   * Name of the variant's Kubernetes objects: a DNS label of at most 42 characters. Changing it replaces them.
   * @default - the model's for the variant that leads; for the others that and the accelerator, such as `phi-nvidia-l4`
   */
  readonly name?: string | undefined;
  /**
   * Model servers of the variant, each on a node of its own. 0 parks the variant: the others get its requests. For one that
   * scales it is how many there are at most.
   * @default - that of its model
   */
  readonly replicas?: number | undefined;
  /**
   * Part of the model's requests that the variant gets, in proportion to the weights of the others. 0 keeps it up without
   * requests. A parked variant gets none, whatever its weight. Changes nothing but the route.
   * @default - its replicas, so that every pod of the model gets the same part
   */
  readonly weight?: number | undefined;
}

/** A model that may run on several kinds of hardware, as a user describes it. */
export interface ServedModelProps extends ModelServingProps {
  /**
   * The model on several kinds of hardware, or run in several ways, behind one name. The one on the model's own accelerator,
   * or else the first, keeps the model's object name; the others add their accelerator to it.
   * @default - none: the model runs as it says itself
   */
  readonly variants?: readonly VariantProps[] | undefined;
}

/** Where a part of a model's requests goes. */
export interface ModelBackend {
  /** Object name of the variant. */
  readonly name: string;
  /** In proportion to those of the model's other variants. */
  readonly weight: number;
}

/** A key of a Secret with nothing left open. */
export interface SecretKeySpec {
  readonly secretName: string;
  readonly key: string;
}

/** One model, or one variant of it, with every default filled in. */
export interface ModelServingSpec {
  readonly model: string;
  readonly task: Task;
  readonly accelerator: AcceleratorName;
  /** `undefined` takes a whole node. */
  readonly gpuSharing: GpuSharing | undefined;
  readonly consumption: Consumption;
  readonly name: string;
  readonly namespace: string;
  readonly gatewayName: string;
  readonly replicas: number;
  /** `undefined` keeps `replicas`; otherwise they are the autoscaler's alone. */
  readonly scaling: ScalingSpec | undefined;
  /** `undefined` leaves it to the model, whose own context is not known to be too long. */
  readonly maxModelLen: MaxModelLen | undefined;
  readonly tensorParallelSize: number;
  /** `undefined` leaves it to the table of known models and to the name. */
  readonly weightsGiB: number | undefined;
  readonly requestTimeoutSec: number;
  readonly startupTimeoutSec: number;
  readonly adapters: readonly AdapterProps[];
  /** `undefined` runs without a token. */
  readonly huggingFaceToken: SecretKeySpec | undefined;
  readonly image: string;
  readonly probes: ProbesSpec;
  readonly env: Readonly<Record<string, string>>;
  readonly extraArgs: readonly string[];
  /** Object name of the variant that leads: the model's route bears it, and what else it has once. Its own without others. */
  readonly routeName: string;
  /** All variants of the model, this one among them; the model alone where it has none. */
  readonly backends: readonly ModelBackend[];
}
