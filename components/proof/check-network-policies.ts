import { describeManifest } from "../plan/manifest";
import type { Problem } from "../problems/problems";
import { brokenReference } from "./broken-reference";
import { selectedDeployments } from "./views";
import type { Deployment, InferencePool, ManifestSet, NetworkPolicy } from "./views";

/**
 * Whether the network policies leave open what a pool needs: the ports of its model servers, and of its endpoint picker. Who may
 * connect there is not checked.
 */
export function checkNetworkPolicies(set: ManifestSet): readonly Problem[] {
  return set.pools.flatMap((pool) => [...checkServers(set, pool), ...checkPicker(set, pool)]);
}

function checkServers(set: ManifestSet, { metadata, spec }: InferencePool): readonly Problem[] {
  const servers = selectedDeployments(set, metadata.namespace, spec.selector.matchLabels);
  return servers.flatMap((server) =>
    spec.targetPorts.flatMap(({ number }) => checkPort(set, server, number)),
  );
}

function checkPicker(set: ManifestSet, { metadata, spec }: InferencePool): readonly Problem[] {
  const { name, port } = spec.endpointPickerRef;
  const service = set.services.find(
    (one) => one.metadata.name === name && one.metadata.namespace === metadata.namespace,
  );
  if (service === undefined) return [];
  const { targetPort = port.number } = service.spec.ports.find((one) => one.port === port.number) ?? {};
  // The port of a name depends on the pod.
  if (typeof targetPort === "string") return [];
  return selectedDeployments(set, metadata.namespace, service.spec.selector).flatMap((picker) =>
    checkPort(set, picker, targetPort),
  );
}

/** A pod that no policy selects is open, and one that several select is open to what any of them opens. */
function checkPort(set: ManifestSet, deployment: Deployment, port: number): readonly Problem[] {
  const { namespace } = deployment.metadata;
  const labels = deployment.spec.template.metadata.labels;
  const policies = set.networkPolicies.filter(
    ({ metadata, spec }) => metadata.namespace === namespace && selects(spec.podSelector.matchLabels, labels),
  );
  const closing = policies.filter(
    ({ spec }) => spec.podSelector.matchExpressions.length === 0 && spec.policyTypes.includes("Ingress"),
  );
  if (closing.length === 0 || policies.some((policy) => opens(policy, port))) return [];
  return [
    brokenReference(
      `${describeManifest(deployment)} spec.template`,
      `must have labels by which a NetworkPolicy opens port ${port}`,
      `a port closed by ${closing.map(({ metadata }) => metadata.name).join(", ")}`,
      "leave the labels of the pods as they were, or open the port by a NetworkPolicy",
    ),
  ];
}

function selects(matchLabels: Readonly<Record<string, string>>, labels: Readonly<Record<string, string>>) {
  return Object.entries(matchLabels).every(([key, value]) => labels[key] === value);
}

/** Without ports a rule opens all of them; a port that is named depends on the pod. */
function opens({ spec }: NetworkPolicy, port: number): boolean {
  return spec.ingress.some(
    ({ ports }) =>
      ports.length === 0 ||
      ports.some(
        ({ port: first, endPort = first }) =>
          typeof first !== "number" || (first <= port && typeof endPort === "number" && port <= endPort),
      ),
  );
}
