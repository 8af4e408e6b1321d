import type { ProviderName } from "../components/gateway/provider-names";
import { checkManifests } from "../components/proof/check-manifests";
import type { RoutingProof } from "../components/proof/routing-proof";
import { manifestsIn, planDeployment } from "../components/plan/deployment-plan";
import type { DeploymentPlan } from "../components/plan/deployment-plan";
import { throwIfAny } from "../components/problems/problems";
import type { Problem } from "../components/problems/problems";
import { checkEveryName } from "./check-every-name";
import { withProvider } from "./check-provider";
import { buildManifests } from "./build-manifests";
import { parseStackConfig } from "./config/parse-stack-config";
import type { StackConfig } from "./config/stack-config";
import { patchProblems } from "./patch-problems";
import { readStackFile } from "./stack-file";
import type { RawConfig } from "./stack-file";
import { resolveStack } from "./resolve-stack";
import type { StackSpec } from "./stack-spec";

/** A stack that has passed every check, with its plan. */
export interface LoadedStack {
  /** What the user wrote. */
  readonly config: StackConfig;
  readonly spec: StackSpec;
  /** Every object and Helm chart, in dependency order. */
  readonly plan: DeploymentPlan;
  /** The pools that every model and adapter name is routed to. */
  readonly routing: RoutingProof;
}

/** Facts about a stack that are not in its configuration. */
export interface LoadOptions {
  /**
   * Further problems of the stack, reported together with the others.
   * @default - nothing
   */
  readonly alsoCheck?: ((spec: StackSpec) => readonly Problem[]) | undefined;
  /**
   * Whether KEDA is installed outside the stack: like `keda.install: false`, and takes precedence over it.
   * @default false
   */
  readonly externalKeda?: boolean | undefined;
  /**
   * The kind of gateway: like `gateway.provider`, and takes precedence over it.
   * @default - the stack's
   */
  readonly gatewayProvider?: ProviderName | undefined;
}

/**
 * Turns a configuration into a checked plan, without touching anything.
 * @throws InvalidArgs with all problems of the first stage that finds any: configuration, then manifests.
 */
export function checkStackConfig(
  stack: string,
  raw: RawConfig,
  { alsoCheck, ...outside }: LoadOptions = {},
): LoadedStack {
  const config = withOutside(parseStackConfig(stack, raw, outside.gatewayProvider), outside);
  const spec = resolveStack(stack, config, alsoCheck);
  const app = buildManifests(spec);
  throwIfAny(`configuration of stack "${stack}"`, patchProblems(app, spec));
  const plan = planDeployment(app);
  const { routing, problems } = checkManifests(manifestsIn(plan), spec.provider);
  throwIfAny(`manifests of stack "${stack}"`, problems);
  // Where the proof has problems, they say why a name is missing.
  throwIfAny(`manifests of stack "${stack}"`, checkEveryName(spec, routing));
  return { config, spec, plan, routing };
}

function withOutside(
  config: StackConfig,
  { externalKeda = false, gatewayProvider }: Omit<LoadOptions, "alsoCheck">,
): StackConfig {
  return {
    ...config,
    ...(externalKeda && { keda: { ...config.keda, install: false } }),
    ...(gatewayProvider && withProvider(config, gatewayProvider)),
  };
}

/**
 * The same from `Pulumi.<stack>.yaml`, without the engine.
 * @throws InvalidArgs as {@link checkStackConfig}, and when the file cannot be read.
 */
export function loadStack(stack: string, projectDir: string, options?: LoadOptions): LoadedStack {
  return checkStackConfig(stack, readStackFile(stack, projectDir), options);
}
