import type { Problem } from "../problems/problems";
import { quote } from "../problems/problems";
import { brokenReference } from "./broken-reference";
import { selectedDeployments } from "./views";
import type { HealthCheckPolicy, InferencePool, ManifestSet } from "./views";

/** Whether everything that a pool says is true: its pods, its ports, its endpoint picker and the policies that it needs. */
export function checkPools(set: ManifestSet): readonly Problem[] {
  return [
    ...set.pools.flatMap((pool) => [
      ...checkModelServer(set, pool),
      ...checkEndpointPicker(set, pool),
      ...checkPolicies(set, pool),
    ]),
    ...checkSharedPickers(set),
  ];
}

function poolPath({ metadata }: InferencePool): string {
  return `InferencePool ${metadata.namespace}/${metadata.name}`;
}

function checkModelServer(set: ManifestSet, pool: InferencePool): readonly Problem[] {
  const selector = pool.spec.selector.matchLabels;
  const servers = selectedDeployments(set, pool.metadata.namespace, selector);
  if (servers.length !== 1)
    return [
      brokenReference(
        `${poolPath(pool)} spec.selector`,
        "must select the pods of one Deployment",
        `${servers.length} for ${quote(selector)}`,
        "give the Deployment's pods these labels, and no other's",
      ),
    ];
  const open = servers.flatMap(({ spec }) => spec.template.spec.containers.flatMap(({ ports }) => ports));
  return pool.spec.targetPorts
    .filter(({ number }) => !open.some(({ containerPort }) => containerPort === number))
    .map(({ number }) =>
      brokenReference(
        `${poolPath(pool)} spec.targetPorts`,
        "must be a port of the model server's container",
        String(number),
        `use ${open.map(({ containerPort }) => containerPort).join(" or ")}`,
      ),
    );
}

function checkEndpointPicker(set: ManifestSet, pool: InferencePool): readonly Problem[] {
  const { name, port } = pool.spec.endpointPickerRef;
  const { namespace } = pool.metadata;
  const path = `${poolPath(pool)} spec.endpointPickerRef`;
  const service = set.services.find(
    ({ metadata }) => metadata.name === name && metadata.namespace === namespace,
  );
  if (!service?.spec.ports.some((open) => open.port === port.number))
    return [
      brokenReference(
        path,
        "must name a Service and one of its ports",
        `${name}:${port.number}`,
        "create that Service",
      ),
    ];
  const serves = selectedDeployments(set, namespace, service.spec.selector).some(({ spec }) =>
    spec.template.spec.containers.some(
      ({ args }) => args[args.indexOf("--pool-name") + 1] === pool.metadata.name,
    ),
  );
  if (serves) return [];
  const fix = `run one with --pool-name ${pool.metadata.name} behind Service ${name}`;
  return [brokenReference(path, "must lead to an endpoint picker of this pool", name, fix)];
}

function checkSharedPickers(set: ManifestSet): readonly Problem[] {
  return set.pools.flatMap((pool, index) => {
    const twin = set.pools
      .slice(0, index)
      .find(
        ({ metadata, spec }) =>
          metadata.namespace === pool.metadata.namespace &&
          spec.endpointPickerRef.name === pool.spec.endpointPickerRef.name,
      );
    if (!twin) return [];
    const got = `${pool.spec.endpointPickerRef.name}, which serves ${twin.metadata.name}`;
    return [
      brokenReference(
        `${poolPath(pool)} spec.endpointPickerRef`,
        "must be the pool's own endpoint picker",
        got,
        "run one per pool",
      ),
    ];
  });
}

function checkPolicies(set: ManifestSet, pool: InferencePool): readonly Problem[] {
  const targets = <
    Policy extends { metadata: { namespace: string }; spec: { targetRef: { kind: string; name: string } } },
  >(
    policies: readonly Policy[],
  ): readonly Policy[] =>
    policies.filter(
      ({ metadata, spec: { targetRef } }) =>
        metadata.namespace === pool.metadata.namespace &&
        targetRef.kind === "InferencePool" &&
        targetRef.name === pool.metadata.name,
    );
  const health = targets(set.healthPolicies);
  const missing = [
    ...(health.length === 1 ? [] : [{ kind: "HealthCheckPolicy", count: health.length }]),
    ...(targets(set.backendPolicies).length === 1
      ? []
      : [{ kind: "GCPBackendPolicy", count: targets(set.backendPolicies).length }]),
  ];
  return [
    ...missing.map(({ kind, count }) =>
      brokenReference(
        poolPath(pool),
        `must have one ${kind}`,
        String(count),
        "add or remove one that targets the pool",
      ),
    ),
    ...health.flatMap((policy) => checkHealthCheck(policy, pool)),
  ];
}

function checkHealthCheck({ metadata, spec }: HealthCheckPolicy, pool: InferencePool): readonly Problem[] {
  const path = `HealthCheckPolicy ${metadata.namespace}/${metadata.name}`;
  const { checkIntervalSec, timeoutSec, config } = spec.default;
  const { port, portSpecification, requestPath } = config.httpHealthCheck;
  const ports = pool.spec.targetPorts.map(({ number }) => number);
  return [
    ...(requestPath === "/"
      ? [
          brokenReference(
            path,
            "must ask for a path that vLLM answers",
            '"/"',
            'set requestPath to "/health"',
          ),
        ]
      : []),
    ...(portSpecification === "USE_FIXED_PORT" && port !== undefined && ports.includes(port)
      ? []
      : [
          brokenReference(
            path,
            "must ask at the pool's port with USE_FIXED_PORT",
            `${quote(port)} ${quote(portSpecification)}`,
            `set port to ${ports.join(" or ")} and portSpecification to "USE_FIXED_PORT"`,
          ),
        ]),
    ...(checkIntervalSec >= timeoutSec
      ? []
      : [
          brokenReference(
            path,
            "must check no more often than it times out",
            `${checkIntervalSec} s < ${timeoutSec} s`,
            "raise checkIntervalSec",
          ),
        ]),
  ];
}
