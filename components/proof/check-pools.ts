import { describeManifest } from "../plan/manifest";
import type { Problem } from "../problems/problems";
import { quote } from "../problems/problems";
import { brokenReference } from "./broken-reference";
import { selectedDeployments } from "./views";
import type { InferencePool, ManifestSet } from "./views";

/** Whether a pool's pods, ports and endpoint picker exist and match. */
export function checkPools(set: ManifestSet): readonly Problem[] {
  return [
    ...set.pools.flatMap((pool) => [...checkModelServer(set, pool), ...checkEndpointPicker(set, pool)]),
    ...checkSharedPickers(set),
  ];
}

function checkModelServer(set: ManifestSet, pool: InferencePool): readonly Problem[] {
  const selector = pool.spec.selector.matchLabels;
  const servers = selectedDeployments(set, pool.metadata.namespace, selector);
  if (servers.length !== 1)
    return [
      brokenReference(
        `${describeManifest(pool)} spec.selector`,
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
        `${describeManifest(pool)} spec.targetPorts`,
        "must be a port of the model server's container",
        String(number),
        `use ${open.map(({ containerPort }) => containerPort).join(" or ")}`,
      ),
    );
}

function checkEndpointPicker(set: ManifestSet, pool: InferencePool): readonly Problem[] {
  const { name, port } = pool.spec.endpointPickerRef;
  const { namespace } = pool.metadata;
  const path = `${describeManifest(pool)} spec.endpointPickerRef`;
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
        `${describeManifest(pool)} spec.endpointPickerRef`,
        "must be the pool's own endpoint picker",
        got,
        "run one per pool",
      ),
    ];
  });
}
