/** A stack file as data: its checked plan, YAML, needs and costs. Does not load the engine. */
export type { Frozen, Props } from "../components/keys/props";
export type { PriceOverrides } from "../components/cost/price-overrides";
export type { CostLine, MonthlyCost, Span } from "../components/cost/monthly-cost";
export type {
  ClusterConfig,
  EncryptedValue,
  ModelEntry,
  ModelScaling,
  StackConfig,
  VariantEntry,
  Wake,
} from "./config/stack-config";
export { checkStackConfig, loadStack } from "./load-stack";
export type { LoadedStack, LoadOptions } from "./load-stack";
export { replicasText, stackCapacity } from "./stack-capacity";
export type { StackCapacity } from "./stack-capacity";
export { stackCost } from "./stack-cost";
export { readConfigSection } from "./stack-file";
export type { RawConfig } from "./stack-file";
export type { AcceleratorNodes, ClusterTarget, KubeconfigTarget, StackSpec } from "./stack-spec";
export { synthFiles } from "./synth-files";
export type { SynthFile } from "./synth-files";
