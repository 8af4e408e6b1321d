/** For any cdk8s program: charts, props, defaults and the plan of their objects. Loads no engine. */
export type { NodeShape, NodeTaint } from "./accelerators/node-shape";
export { acceleratorShape, systemShape } from "./accelerators/scheduling";
export { acceleratorNames, accelerators } from "./accelerators/table";
export type { AcceleratorName } from "./accelerators/table";
export type { AcceleratorPoolSpec } from "./gke/node-pools/accelerator-pools";
export type { GkeClusterProps, GkeClusterSpec } from "./gke/cluster/cluster";
export { checkGke, resolveGke } from "./gke/gke";
export type { GkeProps, GkeSpec } from "./gke/gke";
export type { NetworkProps, NetworkSpec } from "./gke/network/network";
export type { NodePoolsProps } from "./gke/node-pools/node-pool-props";
export type { SystemPoolSpec } from "./gke/node-pools/system-pool";
export { systemPods } from "./gke/node-pools/system-pods";
export { manifestsIn, objectsIn, planDeployment, waves } from "./plan/deployment-plan";
export type { ChartEntry, DeploymentPlan, ObjectEntry, PlanEntry } from "./plan/deployment-plan";
export { HelmChart } from "./plan/helm-chart";
export type { HelmChartPatch, HelmChartProps, HelmChartSource } from "./plan/helm-chart";
export type { Manifest } from "./plan/manifest";
export { resolveBodyBasedRouter } from "./gateway/gke/body-based-router";
export type { BodyBasedRouterProps, BodyBasedRouterSpec } from "./gateway/gke/body-based-router";
export { ProviderHelmChart } from "./gateway/provider-helm-chart";
export { InferenceGatewayChart } from "./gateway/inference-gateway-chart";
export { resolveInferenceGateway } from "./gateway/gateway-props";
export type { InferenceGatewayProps, InferenceGatewaySpec } from "./gateway/gateway-props";
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
export { secretReferences } from "./model/secret-references";
export type { SecretReference } from "./model/secret-references";
export { tasks, taskTraits } from "./model/task";
export type { Task, TaskTraits } from "./model/task";
export { groupVariants, resolveVariants } from "./model/variants";
export type { Variants } from "./model/variants";
export { bodyBasedRouterChart, versions } from "./versions";
