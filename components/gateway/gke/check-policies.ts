import { describeManifest } from "../../plan/manifest";
import type { Problem } from "../../problems/problems";
import { quote } from "../../problems/problems";
import { brokenReference } from "../../proof/broken-reference";
import { answeringServices } from "../../proof/header-rules";
import { readKind } from "../../proof/views";
import type { InferencePool, ManifestSet } from "../../proof/views";
import { gcpBackendPolicyView, healthCheckPolicyView } from "./views";
import type { HealthCheckPolicyView } from "./views";

/** Whether each pool, and each Service with static answers, has the policies that it needs, with a health check that its pods answer. */
export function checkPolicies(set: ManifestSet): readonly Problem[] {
  const { all, pools } = set;
  const health = readKind(all, "HealthCheckPolicy", healthCheckPolicyView);
  const backend = readKind(all, "GCPBackendPolicy", gcpBackendPolicyView);
  const healthOf = byPool(health.views);
  const backendOf = byPool(backend.views);
  const healthOfServices = health.views.filter(({ spec }) => spec.targetRef.kind === "Service");
  return [
    ...answeringServices(set).flatMap((service) => checkService(service, healthOfServices)),
    ...health.problems,
    ...backend.problems,
    ...pools.flatMap((pool) => {
      const own = healthOf(pool);
      return [
        ...checkCount(pool, "HealthCheckPolicy", own.length),
        ...checkCount(pool, "GCPBackendPolicy", backendOf(pool).length),
        ...own.flatMap((policy) => checkHealthCheck(policy, pool)),
      ];
    }),
  ];
}

interface Policy {
  readonly metadata: { readonly namespace: string };
  readonly spec: { readonly targetRef: { readonly kind: string; readonly name: string } };
}

function byPool<View extends Policy>(policies: readonly View[]): (pool: InferencePool) => readonly View[] {
  const index = new Map<string, View[]>();
  for (const policy of policies) {
    const { kind, name } = policy.spec.targetRef;
    if (kind !== "InferencePool") continue;
    const key = `${policy.metadata.namespace}/${name}`;
    index.set(key, [...(index.get(key) ?? []), policy]);
  }
  return ({ metadata }) => index.get(`${metadata.namespace}/${metadata.name}`) ?? [];
}

/** Static answers have nothing at `/`, which GKE would ask for. */
function checkService(service: string, policies: readonly HealthCheckPolicyView[]): readonly Problem[] {
  const own = policies.filter(
    ({ metadata: { namespace }, spec }) => `${namespace}/${spec.targetRef.name}` === service,
  );
  if (own.length === 1) return [];
  const fix = "add or remove one that targets the Service";
  return [brokenReference(`Service ${service}`, "must have one HealthCheckPolicy", String(own.length), fix)];
}

function checkCount(pool: InferencePool, kind: string, count: number): readonly Problem[] {
  if (count === 1) return [];
  const fix = "add or remove one that targets the pool";
  return [brokenReference(describeManifest(pool), `must have one ${kind}`, String(count), fix)];
}

function checkHealthCheck(
  { metadata, spec }: HealthCheckPolicyView,
  pool: InferencePool,
): readonly Problem[] {
  const path = `HealthCheckPolicy ${metadata.namespace}/${metadata.name}`;
  const { checkIntervalSec, timeoutSec, config } = spec.default;
  const { port, portSpecification, requestPath } = config.httpHealthCheck;
  const ports = pool.spec.targetPorts.map(({ number }) => number);
  const broken = (holds: boolean, rule: string, got: string, fix: string): readonly Problem[] =>
    holds ? [] : [brokenReference(path, rule, got, fix)];
  return [
    ...broken(
      requestPath !== "/",
      "must ask for a path that vLLM answers",
      '"/"',
      'set requestPath to "/health"',
    ),
    ...broken(
      portSpecification === "USE_FIXED_PORT" && port !== undefined && ports.includes(port),
      "must ask at the pool's port with USE_FIXED_PORT",
      `${quote(port)} ${quote(portSpecification)}`,
      `set port to ${ports.join(" or ")} and portSpecification to "USE_FIXED_PORT"`,
    ),
    ...broken(
      checkIntervalSec >= timeoutSec,
      "must check no more often than it times out",
      `${checkIntervalSec} s < ${timeoutSec} s`,
      "raise checkIntervalSec",
    ),
  ];
}
