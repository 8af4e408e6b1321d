import type { BodyBasedRouterProps } from "../../components/serving/body-based-router";
import type { InferenceGatewayProps } from "../../components/serving/inference-gateway-chart";
import type { ModelServingProps } from "../../components/serving/model-serving-props";

/** The cluster that a stack deploys to. */
export interface ClusterConfig {
  /**
   * Kubeconfig file of the cluster.
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

/** Bounds of the node pools. */
export interface NodePoolsConfig {
  /**
   * Most nodes of one accelerator, and so the most replicas of all models that use it.
   * @default 8
   */
  readonly maxNodes?: number | undefined;
}

/** One entry of `models`: a model, with what the stack says once left out. */
export type ModelEntry = Omit<ModelServingProps, "accelerator" | "namespace" | "gatewayName"> & {
  readonly accelerator?: ModelServingProps["accelerator"] | undefined;
};

/** Everything that a stack file may say under `switchyard:`. */
export interface StackConfig {
  /** The models to serve: one short entry each. */
  readonly models: readonly ModelEntry[];
  /** Compute zone of the node pools, such as `europe-west4-a`. */
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
   * Bounds of the node pools.
   * @default - 8 nodes of each accelerator
   */
  readonly nodePools?: NodePoolsConfig | undefined;
  /**
   * The cluster to deploy to.
   * @default - none: the stack can be checked and synthesized, but not deployed
   */
  readonly cluster?: ClusterConfig | undefined;
}
