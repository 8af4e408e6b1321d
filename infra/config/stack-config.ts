import type { PriceOverrides } from "../../components/cost/price-overrides";
import type { GkeClusterProps } from "../../components/gke/cluster";
import type { NetworkProps } from "../../components/gke/network";
import type { NodePoolsProps } from "../../components/gke/node-pool-props";
import type { BodyBasedRouterProps } from "../../components/serving/body-based-router";
import type { InferenceGatewayProps } from "../../components/serving/inference-gateway-chart";
import type { ModelServingProps } from "../../components/serving/model-serving-props";

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

/** One entry of `models`: a model, with what the stack says once left out. */
export type ModelEntry = Omit<
  ModelServingProps,
  "accelerator" | "gpuSharing" | "namespace" | "gatewayName"
> & {
  readonly accelerator?: ModelServingProps["accelerator"] | undefined;
};

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
  readonly gateway?: Omit<InferenceGatewayProps, "namespace"> | undefined;
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
