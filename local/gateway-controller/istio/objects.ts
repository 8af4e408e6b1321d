import type { KubernetesObject } from "@kubernetes/client-node";
import { z } from "zod";
import { listenerHostPort } from "@switchyard/contracts/listener-port";
import { gatewaySchema } from "../kubernetes/gateway-objects";
import { metadataSchema } from "../kubernetes/metadata";
import type { IstioGatewaySettings } from "./settings";

const managedBy = "switchyard-local";

/**
 * The annotation that decides the type of a Gateway's Service: istio/api annotation/annotations.yaml. Without it, the
 * Service is a LoadBalancer.
 */
const serviceType = "networking.istio.io/service-type";

/** A Gateway of Istio: the fields that its Service depends on. */
export const istioGatewaySchema = gatewaySchema.extend({
  metadata: metadataSchema.extend({ annotations: z.record(z.string(), z.string()).default({}) }),
});

export type IstioGatewayObject = z.infer<typeof istioGatewaySchema>;

/** The type of a Gateway's Service. */
export function serviceTypeOf({ metadata }: IstioGatewayObject): string {
  return metadata.annotations[serviceType] ?? "LoadBalancer";
}

/**
 * Name of a Gateway's Deployment and Service. The class `istio` is its suffix:
 * istio/istio pilot/pkg/config/kube/gatewaycommon, GetDefaultName @ eed52ebb66ad.
 */
export function proxyName(gateway: string): string {
  return `${gateway}-istio`;
}

/** The labels of a Gateway's proxies. */
export function proxyLabels(gateway: string): Readonly<Record<string, string>> {
  return { "gateway.networking.k8s.io/gateway-name": gateway };
}

/**
 * The Service that Istio creates for a Gateway, and the proxy behind it. Its ports are where the proxy listens: those of
 * the listeners, moved up. Both go with the Gateway.
 */
export function gatewayObjects(
  gateway: IstioGatewayObject,
  { slot, address }: Pick<IstioGatewaySettings, "slot" | "address">,
): readonly KubernetesObject[] {
  const ports = gateway.spec.listeners.map(({ name, port }) => ({
    ...{ name, port, hostPort: listenerHostPort(slot, port) },
  }));
  const metadata = ownedBy(gateway);
  const type = serviceTypeOf(gateway);
  const service = {
    apiVersion: "v1",
    kind: "Service",
    metadata,
    spec: {
      type,
      ...(type === "LoadBalancer" && { allocateLoadBalancerNodePorts: false }),
      // By its labels istiod recognizes the proxy, which is no pod, as the one behind this Service.
      selector: proxyLabels(gateway.metadata.name),
      ports: ports.map(({ name, port, hostPort }) => ({ name, port, targetPort: hostPort, protocol: "TCP" })),
    },
  };
  const endpoints = {
    apiVersion: "discovery.k8s.io/v1",
    kind: "EndpointSlice",
    metadata: {
      ...metadata,
      labels: {
        ...metadata.labels,
        "kubernetes.io/service-name": metadata.name,
        "endpointslice.kubernetes.io/managed-by": managedBy,
      },
    },
    addressType: "IPv4",
    endpoints: [{ addresses: [address], conditions: { ready: true, serving: true } }],
    ports: ports.map(({ name, hostPort }) => ({ name, port: hostPort, protocol: "TCP" })),
  };
  return [service, endpoints];
}

/** What a cloud's load balancer writes: without an address istiod does not tell the Gateway to be programmed. */
export const loadBalancerStatus = { loadBalancer: { ingress: [{ ip: "127.0.0.1" }] } } as const;

function ownedBy({ metadata: { namespace, name, uid } }: IstioGatewayObject) {
  return {
    name: proxyName(name),
    namespace,
    labels: proxyLabels(name),
    ownerReferences: [{ apiVersion: "gateway.networking.k8s.io/v1", kind: "Gateway", name, uid }],
  };
}
