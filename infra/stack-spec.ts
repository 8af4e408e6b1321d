import type { Consumption } from "../components/accelerators/consumption";
import type { GpuSharing } from "../components/accelerators/gpu-sharing";
import type { AcceleratorName } from "../components/accelerators/table";
import type { PriceOverrides } from "../components/cost/price-overrides";
import type { BodyBasedRouterSpec } from "../components/gateway/gke/body-based-router";
import type { InferenceGatewaySpec } from "../components/gateway/gateway-props";
import type { GatewayProvider } from "../components/gateway/provider";
import type { GkeSpec } from "../components/gke/gke";
import type { ModelServingSpec } from "../components/model/model-serving-props";
import type { KedaSpec } from "../components/scaling/keda/keda-props";

/** A cluster that a kubeconfig leads to: nothing is known of it, and nothing but the stack's objects is made. */
export interface KubeconfigTarget {
  readonly kind: "kubeconfig";
  readonly kubeconfig: string | undefined;
  /** Variable that names the file where `kubeconfig` does not. */
  readonly kubeconfigVariable: string | undefined;
  readonly context: string | undefined;
}

/** Where a stack is deployed to. */
export type ClusterTarget = KubeconfigTarget | GkeSpec;

/** The nodes of one accelerator. */
export interface AcceleratorNodes {
  /** Most of them. */
  readonly maxNodes: number;
  /** `undefined`: each replica has a node of its own. */
  readonly gpuSharing: GpuSharing | undefined;
  /** How they are paid for. */
  readonly consumption: Consumption;
}

/** A stack with every default filled in: what manifests, plan and deployment are made of. */
export interface StackSpec {
  readonly stack: string;
  readonly zone: string;
  /** The kind of gateway. */
  readonly provider: GatewayProvider;
  readonly gateway: InferenceGatewaySpec;
  readonly router: BodyBasedRouterSpec;
  /** Every variant of every model; a model without variants is one by itself. */
  readonly models: readonly ModelServingSpec[];
  /** Where the user described each of the `models`. */
  readonly modelPaths: readonly string[];
  /** What the stack says of the nodes of an accelerator, wherever they come from. */
  readonly nodesOf: (accelerator: AcceleratorName) => AcceleratorNodes;
  readonly target: ClusterTarget;
  /** What wakes the models that scale; `undefined` where none does. */
  readonly keda: KedaSpec | undefined;
  readonly prices: PriceOverrides;
  /** Whether the stack makes the Secrets that its models refer to, from a token of its own. */
  readonly ownsHuggingFaceToken: boolean;
}
