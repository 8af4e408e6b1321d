/**
 * Who may connect to the pods of a gateway's namespace: nobody but those who are named here. Probes come from a pod's own
 * node, which no policy stops.
 */
import { k8s } from "cdk8s-plus-28";
import { endpointPickerPorts } from "../endpoint-picker/endpoint-picker";
import type { InferenceGatewaySpec } from "./inference-gateway-chart";
import { commonLabels, componentLabel } from "../objects/labels";
import { modelServerPort } from "../vllm/server-port";
import { routerName, routerPodLabels, routerPorts } from "./gke/body-based-router";

/** Where Google's load balancers send health checks from. Source: cloud.google.com/load-balancing/docs/health-checks, 2026. */
export const healthCheckRanges: readonly string[] = ["35.191.0.0/16", "130.211.0.0/22"];

/** Props of the policy that closes every pod which no other policy opens. */
export function denyOthers(spec: InferenceGatewaySpec): k8s.KubeNetworkPolicyProps {
  return policy(spec, "deny-others", {}, []);
}

/** Props of the policies that open what has to be reached, by role. */
export function openingPolicies(
  spec: InferenceGatewaySpec,
): Readonly<Record<string, k8s.KubeNetworkPolicyProps>> {
  const gateway = [spec.proxySubnet, ...healthCheckRanges].map((cidr) => ({ ipBlock: { cidr } }));
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
      // KEDA scales a model by what its picker holds.
      rule([...metrics, ...scaler], [metricsPort]),
    ]),
    "reach-router": policy(spec, `reach-${routerName}`, routerPodLabels, [
      rule(gateway, [routerPorts.callout, routerPorts.health]),
      rule(metrics, [routerPorts.metrics]),
    ]),
  };
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

function rule(from: k8s.NetworkPolicyPeer[], ports: readonly number[]): k8s.NetworkPolicyIngressRule {
  return {
    from,
    ports: ports.map((port) => ({ protocol: "TCP", port: k8s.IntOrString.fromNumber(port) })),
  };
}

function podPeer(matchLabels: Readonly<Record<string, string>>): k8s.NetworkPolicyPeer {
  return { podSelector: { matchLabels } };
}

/** A namespace by the label that Kubernetes itself gives to each one. */
function namespacePeer(name: string): k8s.NetworkPolicyPeer {
  return { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } } };
}
