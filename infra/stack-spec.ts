import type { Consumption } from "../components/accelerators/consumption";
import type { GpuSharing } from "../components/accelerators/gpu-sharing";
import type { NodeLabels } from "../components/accelerators/scheduling";
import type { AcceleratorName } from "../components/accelerators/table";
import type { PriceOverrides } from "../components/cost/price-overrides";
import type { BodyBasedRouterSpec } from "../components/gateway/body-based-router/body-based-router";
import type { InferenceGatewaySpec } from "../components/gateway/gateway-props";
import type { GatewayProvider } from "../components/gateway/provider";
import type { GkeSpec } from "../components/gke/gke";
import type { ModelServingSpec } from "../components/model/model-serving-props";
import type { KedaSpec } from "../components/scaling/keda/keda-props";

/** A cluster by kubeconfig: nothing is known about it, and only the stack's objects are created. */
export interface KubeconfigTarget {
  readonly kind: "kubeconfig";
  readonly kubeconfig: string | undefined;
  /** Variable with the path of the file, used where `kubeconfig` is not set. */
  readonly kubeconfigVariable: string | undefined;
  readonly context: string | undefined;
}

/** The cluster that a stack is deployed to. */
export type ClusterTarget = KubeconfigTarget | GkeSpec;

/** The nodes of one accelerator. */
export interface AcceleratorNodes {
  /** Maximum number of nodes. */
  readonly maxNodes: number;
  /** `undefined`: each replica has its own node. */
  readonly gpuSharing: GpuSharing | undefined;
  /** How they are paid for. */
  readonly consumption: Consumption;
  /** `undefined`: they have GKE's labels. */
  readonly nodeLabels: NodeLabels | undefined;
}

/** A stack with every default filled in: the input of manifests, plan and deployment. */
export interface StackSpec {
  readonly stack: string;
  /** `undefined` in a cluster outside of Google Cloud. */
  readonly zone: string | undefined;
  /** The kind of gateway. */
  readonly provider: GatewayProvider;
  readonly gateway: InferenceGatewaySpec;
  /** Whether pods of the stack list its models and answer what no model takes. */
  readonly hasStaticAnswers: boolean;
  readonly router: BodyBasedRouterSpec;
  /** Every variant of every model; a model without variants is one by itself. */
  readonly models: readonly ModelServingSpec[];
  /** Path of the user's description of each of the `models`. */
  readonly modelPaths: readonly string[];
  /** Path of the patches of each of the `models`: a variant's are its entry's if it has none. */
  readonly patchPaths: readonly string[];
  /** The stack's settings for the nodes of an accelerator, wherever the nodes come from. */
  readonly nodesFor: (accelerator: AcceleratorName) => AcceleratorNodes;
  readonly target: ClusterTarget;
  /** What wakes the models that scale; `undefined` where none does. */
  readonly keda: KedaSpec | undefined;
  readonly prices: PriceOverrides;
  /** Whether the stack creates the Secrets that its models refer to, from its own token. */
  readonly ownsHuggingFaceToken: boolean;
}
