/**
 * What other programs use. The Pulumi components are for anyone's Pulumi program, the charts for anyone's cdk8s app, and
 * the checks for manifests from anywhere.
 */
export { acceleratorNames, accelerators } from "./accelerators/table";
export type { AcceleratorName } from "./accelerators/table";
export { checkManifests } from "./checks/check-manifests";
export type { ManifestReport } from "./checks/check-manifests";
export type { RoutedName, RoutingProof } from "./checks/routing-proof";
export { BodyBasedRouter } from "./cloud/body-based-router";
export type { BodyBasedRouterArgs } from "./cloud/body-based-router";
export { InferenceGateway } from "./cloud/inference-gateway";
export type { InferenceGatewayArgs } from "./cloud/inference-gateway";
export { ModelServing } from "./cloud/model-serving";
export type { ModelServingArgs } from "./cloud/model-serving";
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
export type {
  AdapterProps,
  ModelServingProps,
  ModelServingSpec,
  SecretKeyProps,
} from "./serving/model-serving-props";
export { resolveModelServing } from "./serving/resolve-model-serving";
export { versions } from "./versions";
