import { checkManifests } from "../components/proof/check-manifests";
import type { RoutingProof } from "../components/proof/routing-proof";
import { planDeployment } from "../components/plan/deployment-plan";
import type { DeploymentPlan } from "../components/plan/deployment-plan";
import { throwIfAny } from "../components/problems/problems";
import type { Problem } from "../components/problems/problems";
import { buildManifests } from "./build-manifests";
import { parseStackConfig } from "./config/parse-stack-config";
import type { StackConfig } from "./config/stack-config";
import { readStackFile } from "./stack-file";
import type { RawConfig } from "./stack-file";
import { resolveStack } from "./stack-spec";
import type { StackSpec } from "./stack-spec";

/** A stack that has passed every check, and what will be deployed for it. */
export interface LoadedStack {
  /** What the user wrote. */
  readonly config: StackConfig;
  readonly spec: StackSpec;
  /** Every object, each after everything that it depends on. BBR's come from its Helm chart and are not among them. */
  readonly plan: DeploymentPlan;
  /** Where the name of every model and adapter leads. */
  readonly routing: RoutingProof;
}

/**
 * From a configuration to a checked plan, with nothing touched.
 * @param alsoCheck what else may be wrong with the stack, to be told together with the rest.
 * @throws InvalidArgs with all problems of the first stage that finds any: configuration, then manifests.
 */
export function checkStackConfig(
  stack: string,
  raw: RawConfig,
  alsoCheck?: (spec: StackSpec) => readonly Problem[],
): LoadedStack {
  const config = parseStackConfig(stack, raw);
  const spec = resolveStack(stack, config, alsoCheck);
  const plan = planDeployment(buildManifests(spec));
  const { routing, problems } = checkManifests(plan.map(({ manifest }) => manifest));
  throwIfAny(`manifests of stack "${stack}"`, problems);
  return { config, spec, plan, routing };
}

/**
 * The same from `Pulumi.<stack>.yaml`, without the engine.
 * @throws InvalidArgs as {@link checkStackConfig}, and when the file cannot be read.
 */
export function loadStack(stack: string, projectDir: string): LoadedStack {
  return checkStackConfig(stack, readStackFile(stack, projectDir));
}
