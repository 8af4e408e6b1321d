/** For any cdk8s program: charts, props, defaults and the plan of their objects. Loads no engine. */
export type { Consumption } from "./accelerators/consumption";
export type { MaxModelLen } from "./accelerators/context";
export type { GpuSharing } from "./accelerators/gpu-sharing";
export type { NodeShape, NodeTaint } from "./accelerators/node-shape";
export { acceleratorShape, systemShape } from "./accelerators/scheduling";
export type { NodeLabels } from "./accelerators/scheduling";
export type { Named } from "./model/request-names";
export { acceleratorNames, accelerators } from "./accelerators/table";
export type { AcceleratorName } from "./accelerators/table";
export type { Capability, CapabilityName, GatewayCapabilities } from "./gateway/capabilities";
export { StaticAnswersChart } from "./gateway/static-answers/static-answers-chart";
export type { StaticAnswersProps } from "./gateway/static-answers/static-answers-chart";
export { resolveInferenceGateway } from "./gateway/gateway-props";
export type {
  Exposure,
  GatewayProtocol,
  InferenceGatewayProps,
  InferenceGatewaySpec,
} from "./gateway/gateway-props";
export { resolveBodyBasedRouter } from "./gateway/body-based-router/body-based-router";
export type {
  BodyBasedRouterProps,
  BodyBasedRouterSpec,
} from "./gateway/body-based-router/body-based-router";
export { InferenceGatewayChart } from "./gateway/inference-gateway-chart";
export type {
  BackendService,
  BodyRouting,
  EndpointPickers,
  GatewayAdditions,
  GatewayCost,
  GatewayHelmChart,
  GatewayProvider,
  GatewayStack,
  GatewayWorkload,
  KnownName,
  KnownNames,
  ModelObject,
  ModelPart,
  ProviderManifest,
  ProviderMetadata,
  StackObject,
  UnusableKey,
} from "./gateway/provider";
export { ProviderHelmChart } from "./gateway/provider-helm-chart";
export type { HelmChartPlace } from "./gateway/provider-helm-chart";
export type { ProviderName } from "./gateway/provider-names";
export { providers } from "./gateway/providers";
export type {
  AuthorizedNetworkProps,
  ClusterLocation,
  ExistingClusterProps,
  GkeClusterProps,
  GkeClusterSpec,
  ReleaseChannel,
} from "./gke/cluster/cluster";
export type {
  ExclusionScope,
  MaintenanceExclusionProps,
  MaintenanceExclusionSpec,
  MaintenanceProps,
  MaintenanceSpec,
  MaintenanceWindowProps,
  MaintenanceWindowSpec,
  Weekday,
} from "./gke/cluster/maintenance";
export { checkGke, resolveGke } from "./gke/gke";
export type { ExistingGkeSpec, GkeProps, GkeSpec, NewGkeSpec } from "./gke/gke";
export type {
  ExistingNetworkProps,
  ExistingNetworkSpec,
  NetworkProps,
  NetworkSpec,
  NewNetworkSpec,
} from "./gke/network/network";
export type {
  AcceleratorPoolSpec,
  DiskType,
  GpuNodeSpec,
  PoolModel,
} from "./gke/node-pools/accelerator-pools";
export type {
  AcceleratorPoolProps,
  GpuDriver,
  NodePoolsProps,
  PoolProps,
  SystemPoolProps,
} from "./gke/node-pools/node-pool-props";
export type { SystemMachineType } from "./gke/node-pools/system-machines";
export { systemPods } from "./gke/node-pools/system-pods";
export type { PodRequests } from "./gke/node-pools/system-pods";
export type { SystemPoolSpec } from "./gke/node-pools/system-pool";
export type { Filled } from "./keys/props";
export { ModelServingChart } from "./model/model-serving-chart";
export { modelServingCharts } from "./model/model-serving-charts";
export type {
  AdapterProps,
  DerivedKeys,
  ModelBackend,
  ModelServingProps,
  ModelServingSpec,
  SecretKeyProps,
  SecretKeySpec,
  ServedModelProps,
  SharedKey,
  VariantProps,
} from "./model/model-serving-props";
export type { LivenessProps, ProbeSpec, ProbesProps, ProbesSpec, ReadinessProps } from "./model/probes";
export { resolveModelServing } from "./model/resolve-model-serving";
export { secretReferences } from "./model/secret-references";
export type { SecretReference } from "./model/secret-references";
export { taskTraits, tasks } from "./model/task";
export type { RequestParser, Task, TaskTraits } from "./model/task";
export { groupVariants, resolveVariants } from "./model/variants";
export type { Variants } from "./model/variants";
export type { PodRequest } from "./objects/pod-requests";
export type { PatchProps, Patches } from "./patches/patch-props";
export { manifestsIn, objectsIn, planDeployment, waves } from "./plan/deployment-plan";
export type { ChartEntry, DeploymentPlan, ObjectEntry, PlacedEntry, PlanEntry } from "./plan/deployment-plan";
export { HelmChart } from "./plan/helm-chart";
export type { HelmChartPatch, HelmChartProps, HelmChartSource } from "./plan/helm-chart";
export type { Manifest } from "./plan/manifest";
export type {
  Container,
  Deployment,
  DisruptionBudget,
  HttpRoute,
  InferencePool,
  ManifestSet,
  NetworkPolicy,
  ScaledObject,
} from "./proof/views";
export type { KedaProps, KedaSpec } from "./scaling/keda/keda-props";
export type { ScalableModel } from "./scaling/resolve-scaling";
export type { QueueProps, QueueSpec, ScalingProps, ScalingSpec } from "./scaling/scaling-props";
export { bodyBasedRouterChart, versions } from "./versions";
