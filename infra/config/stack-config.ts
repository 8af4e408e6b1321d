import type { PriceOverrides } from "../../components/cost/price-overrides";
import type { GkeClusterProps } from "../../components/gke/cluster/cluster";
import type { NetworkProps } from "../../components/gke/network/network";
import type { NodePoolsProps } from "../../components/gke/node-pools/node-pool-props";
import type { BodyBasedRouterProps } from "../../components/gateway/gke/body-based-router";
import type { InferenceGatewayProps } from "../../components/gateway/gateway-props";
import type { KedaProps } from "../../components/scaling/keda/keda-props";
import type { ModelServingProps, VariantProps } from "../../components/model/model-serving-props";
import type { ScalingProps } from "../../components/scaling/scaling-props";

/**
 * The cluster that a stack deploys to: one that it makes on GKE, one of GKE's that is there (`existing`), or any that a
 * kubeconfig leads to.
 */
export interface ClusterConfig extends GkeClusterProps {
  /**
   * Kubeconfig file of a cluster that is there already, wherever it runs.
   * @default - the file that `kubeconfigVariable` names
   */
  readonly kubeconfig?: string | undefined;
  /**
   * Environment variable that holds the path of the kubeconfig file. The laptop cluster uses it, because its path
   * differs from machine to machine.
   * @default - none
   */
  readonly kubeconfigVariable?: string | undefined;
  /**
   * Context of the kubeconfig file.
   * @default - the file's current context
   */
  readonly context?: string | undefined;
}

/** A value that `pulumi config set --secret` has encrypted. */
export interface EncryptedValue {
  /** The encrypted value, which only the engine can read. */
  readonly secure: string;
}

/** How one model follows its requests. It may say so while it does not scale: the values count once it does. */
export interface ModelScaling extends ScalingProps {
  /**
   * Whether its replicas follow its requests.
   * @default - `switchyard:scaleToZero`
   */
  readonly scaleToZero?: boolean | undefined;
}

/** One entry of `models`: a model, with what the stack says once left out. */
export interface ModelEntry
  extends
    Omit<
      ModelServingProps,
      "accelerator" | "gpuSharing" | "consumption" | "scaling" | "namespace" | "gatewayName"
    >,
    ModelScaling {
  /**
   * Accelerator of each replica, which takes a whole node. Changing it restarts the model's pods on other nodes.
   * @default - `switchyard:accelerator`
   */
  readonly accelerator?: ModelServingProps["accelerator"] | undefined;
  /**
   * The model on several kinds of hardware, or run in several ways, behind one name. The one on the entry's accelerator, or
   * else the first, keeps the entry's object name; the others add their accelerator to it. Adding or removing one disturbs no
   * other.
   * @default - none: the model runs as the entry says
   */
  readonly variants?: readonly VariantEntry[] | undefined;
}

/** One of an entry's `variants`. What it leaves out is what its entry says. */
export interface VariantEntry
  extends Omit<VariantProps, "gpuSharing" | "consumption" | "scaling">, ModelScaling {}

/** What wakes a model that has no pod: KEDA at its first request, or nobody but you. */
export type Wake = "keda" | "none";

/** Everything that a stack file may say under `switchyard:`. */
export interface StackConfig {
  /** The models to serve: one short entry each. */
  readonly models: readonly ModelEntry[];
  /** Compute zone of the node pools, such as `europe-west4-a`. Changing it replaces the cluster that the stack made. */
  readonly zone: string;
  /**
   * Accelerator of every model that does not name its own.
   * @default - each model must name one
   */
  readonly accelerator?: ModelServingProps["accelerator"] | undefined;
  /**
   * Namespace of the gateway and of all models. Changing it replaces everything.
   * @default "switchyard"
   */
  readonly namespace?: string | undefined;
  /**
   * The gateway that all models share.
   * @default - inside the VPC, on port 80
   */
  readonly gateway?: Omit<InferenceGatewayProps, "namespace" | "scalerNamespace"> | undefined;
  /**
   * The body-based router (BBR), which reads a request's model.
   * @default - two copies
   */
  readonly router?: BodyBasedRouterProps | undefined;
  /**
   * The node pools: one for each accelerator that a model uses, and one without accelerators.
   * @default - a node for each replica, and at most 8 nodes of each accelerator
   */
  readonly nodePools?: NodePoolsProps | undefined;
  /**
   * Whether models without requests lose their pods, and their nodes. The first request of such a model is held until it is
   * up again.
   * @default false
   */
  readonly scaleToZero?: boolean | undefined;
  /**
   * What wakes a model: `keda` does it at its first request; with `none` all models that scale are parked at 0 replicas,
   * and answer 503 until you scale them up by hand.
   * @default "keda"
   */
  readonly wake?: Wake | undefined;
  /**
   * Longest time that a request is held for a model that has no pod, in seconds, 10 or more, where its entry does not say; after
   * that it is answered 503, and the model wakes all the same. Changing it restarts the endpoint pickers of those models.
   * @default - each model's `coldStartSec` and 30 seconds more
   */
  readonly holdSec?: number | undefined;
  /**
   * KEDA, which is used where a model scales and `wake` is `keda`.
   * @default - installed by the stack
   */
  readonly keda?: KedaProps | undefined;
  /**
   * The network of a cluster that is made.
   * @default - one is made
   */
  readonly network?: NetworkProps | undefined;
  /**
   * The cluster to deploy to.
   * @default - one is made on GKE, in the project `gcp:project`
   */
  readonly cluster?: ClusterConfig | undefined;
  /**
   * Prices that the cost is reckoned with where they differ from Google's list.
   * @default - list prices
   */
  readonly prices?: PriceOverrides | undefined;
  /**
   * Token of Hugging Face for models that ask for a licence, encrypted by
   * `pulumi config set --secret switchyard:huggingFaceToken`. The stack then makes the Secrets that its models refer to.
   * @default - none: the Secrets must be there
   */
  readonly huggingFaceToken?: EncryptedValue | undefined;
}
