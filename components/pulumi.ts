/** Components for any Pulumi program. */
export { AcceleratorNodePool } from "./gke/node-pools/accelerator-node-pool.pulumi";
export type { AcceleratorNodePoolArgs } from "./gke/node-pools/accelerator-node-pool.pulumi";
export { BodyBasedRouter } from "./gateway/body-based-router/body-based-router.pulumi";
export type { BodyBasedRouterArgs } from "./gateway/body-based-router/body-based-router.pulumi";
export { GkeCluster } from "./gke/cluster/gke-cluster.pulumi";
export type { GkeClusterArgs } from "./gke/cluster/gke-cluster.pulumi";
export { GkePlatform } from "./gke/gke-platform.pulumi";
export type { Platform, PlatformContext } from "./gke/checked-platform.pulumi";
export type { GkePlatformArgs } from "./gke/gke-platform.pulumi";
export { StaticAnswers } from "./gateway/static-answers/static-answers.pulumi";
export type { StaticAnswersArgs } from "./gateway/static-answers/static-answers.pulumi";
export { InferenceGateway } from "./gateway/inference-gateway.pulumi";
export type { InferenceGatewayArgs } from "./gateway/inference-gateway.pulumi";
export { ModelServing } from "./model/model-serving.pulumi";
export type { ModelServingArgs } from "./model/model-serving.pulumi";
export { Network } from "./gke/network/network.pulumi";
export type { ClusterNetwork, NetworkArgs } from "./gke/network/network.pulumi";
export { NodeIdentity } from "./gke/node-pools/node-identity.pulumi";
export type { NodeIdentityArgs } from "./gke/node-pools/node-identity.pulumi";
export { ProjectServices } from "./gke/cluster/project-services.pulumi";
export type { ProjectServicesArgs } from "./gke/cluster/project-services.pulumi";
export { SystemNodePool } from "./gke/node-pools/system-node-pool.pulumi";
export type { NodePoolPlace, SystemNodePoolArgs } from "./gke/node-pools/system-node-pool.pulumi";
export type { CloudTransform } from "./gke/transform.pulumi";
export { deployPlan } from "./plan/deploy-plan.pulumi";
export type {
  ChartFolders,
  DeployOptions,
  KubernetesObject,
  PlanResource,
  ResourcesById,
} from "./plan/deploy-plan.pulumi";
