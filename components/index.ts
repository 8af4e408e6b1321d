/**
 * What other programs use. The Pulumi components are for anyone's Pulumi program, the charts for anyone's cdk8s app, and
 * the checks for manifests from anywhere.
 */
export { acceleratorNames, accelerators } from "./accelerators/table";
export type { AcceleratorName } from "./accelerators/table";
export { checkManifests } from "./proof/check-manifests";
export type { ManifestReport } from "./proof/check-manifests";
export type { RoutedPool } from "./proof/routed-pools";
export type { RoutedName, RoutingProof } from "./proof/routing-proof";
export { AcceleratorNodePool } from "./gke/node-pools/accelerator-node-pool.pulumi";
export type { AcceleratorNodePoolArgs } from "./gke/node-pools/accelerator-node-pool.pulumi";
export { BodyBasedRouter } from "./gateway/gke/body-based-router.pulumi";
export type { BodyBasedRouterArgs } from "./gateway/gke/body-based-router.pulumi";
export { GkeCluster } from "./gke/cluster/gke-cluster.pulumi";
export type { GkeClusterArgs } from "./gke/cluster/gke-cluster.pulumi";
export { GkePlatform } from "./gke/gke-platform.pulumi";
export type { GkePlatformArgs } from "./gke/gke-platform.pulumi";
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
export type { AcceleratorPoolSpec } from "./gke/node-pools/accelerator-pools";
export type { GkeClusterProps, GkeClusterSpec } from "./gke/cluster/cluster";
export { checkGke, resolveGke } from "./gke/gke";
export type { GkeProps, GkeSpec } from "./gke/gke";
export type { NetworkProps, NetworkSpec } from "./gke/network/network";
export type { NodePoolsProps } from "./gke/node-pools/node-pool-props";
export type { SystemPoolSpec } from "./gke/node-pools/system-pool";
export { systemPods } from "./gke/node-pools/system-pods";
export { deployPlan } from "./plan/deploy-plan.pulumi";
export type { DeployOptions, ResourcesById } from "./plan/deploy-plan.pulumi";
export { planDeployment, waves } from "./plan/deployment-plan";
export type { DeploymentPlan, PlanEntry } from "./plan/deployment-plan";
export type { Manifest } from "./plan/manifest";
export { InvalidArgs } from "./problems/problems";
export type { Problem, ProblemCode } from "./problems/problems";
export type { BodyBasedRouterProps, BodyBasedRouterSpec } from "./gateway/gke/body-based-router";
export { InferenceGatewayChart, resolveInferenceGateway } from "./gateway/inference-gateway-chart";
export type { InferenceGatewayProps, InferenceGatewaySpec } from "./gateway/inference-gateway-chart";
export { ModelServingChart } from "./model/model-serving-chart";
export { modelServingCharts } from "./model/model-serving-charts";
export type {
  AdapterProps,
  ModelBackend,
  ModelServingProps,
  ModelServingSpec,
  SecretKeyProps,
  ServedModelProps,
  VariantProps,
} from "./model/model-serving-props";
export { resolveModelServing } from "./model/resolve-model-serving";
export type { LivenessProps, ProbesProps, ReadinessProps } from "./model/probes";
export type { QueueProps, QueueSpec, ScalingProps, ScalingSpec } from "./scaling/scaling-props";
export { tasks } from "./model/task";
export type { Task } from "./model/task";
export { resolveVariants } from "./model/variants";
export type { Variants } from "./model/variants";
export { versions } from "./versions";
