/** A stack's file as data: its checked plan, its YAML, what it needs and costs. Loads no engine. */
export { checkStackConfig, loadStack } from "./load-stack";
export type { LoadedStack } from "./load-stack";
export { replicasText, stackCapacity } from "./stack-capacity";
export { readConfigSection } from "./stack-file";
export type { StackSpec } from "./stack-spec";
export { synthFiles } from "./synth-files";
export type { SynthFile } from "./synth-files";
