/**
 * Who may connect to the pods of a gateway's namespace: only those named here. Probes come from a pod's own
 * node, which no policy stops.
 */
import { k8s } from "cdk8s-plus-28";
import { endpointPickerPorts } from "../endpoint-picker/endpoint-picker";
import type { InferenceGatewaySpec } from "./gateway-props";
import { commonLabels, componentLabel } from "../objects/labels";
import { modelServerPort } from "../vllm/server-port";
import type { GatewayProvider, GatewayWorkload } from "./provider";

/** Props of the policy that denies connections to every pod that no other policy opens. */
export function denyOthers(spec: InferenceGatewaySpec): k8s.KubeNetworkPolicyProps {
  return policy(spec, "deny-others", {}, []);
}

/** Props of the policies that allow the required connections, by role. */
export function openingPolicies(
  spec: InferenceGatewaySpec,
  { peers, workloads }: Pick<GatewayProvider, "peers" | "workloads">,
): Readonly<Record<string, k8s.KubeNetworkPolicyProps>> {
  const gateway = peers(spec);
  const metrics = [namespacePeer(spec.metricsNamespace)];
  const scaler = spec.scalerNamespace === undefined ? [] : [namespacePeer(spec.scalerNamespace)];
  const { callout, health, metrics: metricsPort } = endpointPickerPorts;
  return {
    "reach-model-servers": policy(spec, "reach-model-servers", componentLabel("model-server"), [
      // A picker ranks the servers of its pool by their metrics.
      rule([...gateway, ...metrics, podPeer(componentLabel("endpoint-picker"))], [modelServerPort]),
    ]),
    "reach-endpoint-pickers": policy(spec, "reach-endpoint-pickers", componentLabel("endpoint-picker"), [
      rule(gateway, [callout, health]),
      // KEDA scales a model by the requests that its picker holds.
      rule([...metrics, ...scaler], [metricsPort]),
    ]),
    ...Object.fromEntries(
      workloads(spec).map((workload) => [`reach-${workload.id}`, workloadPolicy(spec, { peers }, workload)]),
    ),
  };
}

/** Props of the policy that opens the ports of further pods. */
export function workloadPolicy(
  spec: InferenceGatewaySpec,
  { peers }: Pick<GatewayProvider, "peers">,
  { name, podLabels, ports }: GatewayWorkload,
): k8s.KubeNetworkPolicyProps {
  const gateway = peers(spec);
  const metrics = [namespacePeer(spec.metricsNamespace)];
  return policy(spec, `reach-${name}`, podLabels, [
    ...(ports.gateway.length === 0 ? [] : [rule(gateway, ports.gateway)]),
    ...(ports.metrics.length === 0 ? [] : [rule(metrics, ports.metrics)]),
    ...(ports.clients.length === 0 ? [] : [rule(undefined, ports.clients)]),
  ]);
}

function policy(
  { namespace }: InferenceGatewaySpec,
  name: string,
  matchLabels: Readonly<Record<string, string>>,
  ingress: k8s.NetworkPolicyIngressRule[],
): k8s.KubeNetworkPolicyProps {
  return {
    metadata: { name, namespace, labels: commonLabels("network-policy") },
    spec: { podSelector: { matchLabels }, policyTypes: ["Ingress"], ingress },
  };
}

/** @param from `undefined` means anyone. */
function rule(
  from: readonly k8s.NetworkPolicyPeer[] | undefined,
  ports: readonly number[],
): k8s.NetworkPolicyIngressRule {
  return {
    ...(from && { from: [...from] }),
    ports: ports.map((port) => ({ protocol: "TCP", port: k8s.IntOrString.fromNumber(port) })),
  };
}

function podPeer(matchLabels: Readonly<Record<string, string>>): k8s.NetworkPolicyPeer {
  return { podSelector: { matchLabels } };
}

/** Selects a namespace by the label that Kubernetes gives it. */
function namespacePeer(name: string): k8s.NetworkPolicyPeer {
  return { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } } };
}
