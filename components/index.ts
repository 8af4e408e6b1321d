/**
 * What other programs use. The Pulumi components are for anyone's Pulumi program, the charts for anyone's cdk8s app, and
 * the checks for manifests from anywhere.
 */
export { acceleratorNames, accelerators } from "./accelerators/table";
export type { AcceleratorName } from "./accelerators/table";
export { checkManifests } from "./checks/check-manifests";
export type { ManifestReport } from "./checks/check-manifests";
export type { RoutedPool } from "./checks/routed-pools";
export type { RoutedName, RoutingProof } from "./checks/routing-proof";
export { AcceleratorNodePool } from "./cloud/accelerator-node-pool";
export type { AcceleratorNodePoolArgs } from "./cloud/accelerator-node-pool";
export { BodyBasedRouter } from "./cloud/body-based-router";
export type { BodyBasedRouterArgs } from "./cloud/body-based-router";
export { GkeCluster } from "./cloud/gke-cluster";
export type { GkeClusterArgs } from "./cloud/gke-cluster";
export { GkePlatform } from "./cloud/gke-platform";
export type { GkePlatformArgs } from "./cloud/gke-platform";
export { InferenceGateway } from "./cloud/inference-gateway";
export type { InferenceGatewayArgs } from "./cloud/inference-gateway";
export { ModelServing } from "./cloud/model-serving";
export type { ModelServingArgs } from "./cloud/model-serving";
export { Network } from "./cloud/network";
export type { ClusterNetwork, NetworkArgs } from "./cloud/network";
export { NodeIdentity } from "./cloud/node-identity";
export type { NodeIdentityArgs } from "./cloud/node-identity";
export { ProjectServices } from "./cloud/project-services";
export type { ProjectServicesArgs } from "./cloud/project-services";
export { SystemNodePool } from "./cloud/system-node-pool";
export type { NodePoolPlace, SystemNodePoolArgs } from "./cloud/system-node-pool";
export type { AcceleratorPoolSpec } from "./gke/accelerator-pools";
export type { GkeClusterProps, GkeClusterSpec } from "./gke/cluster";
export { checkGke, resolveGke } from "./gke/gke";
export type { GkeProps, GkeSpec } from "./gke/gke";
export type { NetworkProps, NetworkSpec } from "./gke/network";
export type { NodePoolsProps } from "./gke/node-pool-props";
export type { SystemPoolSpec } from "./gke/system-pool";
export { systemPods } from "./gke/system-pods";
export { deployPlan } from "./plan/deploy-plan";
export type { DeployOptions, ResourcesById } from "./plan/deploy-plan";
export { planDeployment, waves } from "./plan/deployment-plan";
export type { DeploymentPlan, PlanEntry } from "./plan/deployment-plan";
export type { Manifest } from "./plan/manifest";
export { InvalidArgs } from "./problems";
export type { Problem, ProblemCode } from "./problems";
export type { BodyBasedRouterProps, BodyBasedRouterSpec } from "./serving/body-based-router";
export { InferenceGatewayChart, resolveInferenceGateway } from "./serving/inference-gateway-chart";
export type { InferenceGatewayProps, InferenceGatewaySpec } from "./serving/inference-gateway-chart";
export { ModelServingChart } from "./serving/model-serving-chart";
export { modelServingCharts } from "./serving/model-serving-charts";
export type {
  AdapterProps,
  ModelBackend,
  ModelServingProps,
  ModelServingSpec,
  SecretKeyProps,
  ServedModelProps,
  VariantProps,
} from "./serving/model-serving-props";
export { resolveModelServing } from "./serving/resolve-model-serving";
export type { LivenessProps, ProbesProps, ReadinessProps } from "./serving/probes";
export type { QueueProps, QueueSpec, ScalingProps, ScalingSpec } from "./serving/scaling-props";
export { tasks } from "./serving/task";
export type { Task } from "./serving/task";
export { resolveVariants } from "./serving/variants";
export type { Variants } from "./serving/variants";
export { versions } from "./versions";
