import { gatewayObjects, istioGatewaySchema, proxyName } from "../../istio/objects";
import { istioGatewaySettings } from "./sample-settings";

const gateway = istioGatewaySchema.parse({
  metadata: { name: "front", namespace: "llm", uid: "u-1" },
  spec: {
    gatewayClassName: "istio",
    listeners: [
      { name: "http", port: 80, protocol: "HTTP" },
      { name: "other", port: 8080, protocol: "HTTP" },
    ],
  },
});

const [service, endpoints] = gatewayObjects(gateway, istioGatewaySettings);

test("the Service is the one that Istio looks for, with the Gateway's ports", () => {
  expect(proxyName("front")).toBe("front-istio");
  expect(service).toMatchObject({
    kind: "Service",
    metadata: { name: "front-istio", namespace: "llm" },
    spec: {
      type: "LoadBalancer",
      allocateLoadBalancerNodePorts: false,
      selector: { "gateway.networking.k8s.io/gateway-name": "front" },
      ports: [
        { name: "http", port: 80, targetPort: 8480 },
        { name: "other", port: 8080, targetPort: 16_480 },
      ],
    },
  });
});

test("the Gateway's annotation decides the type of its Service", () => {
  const annotations = { "networking.istio.io/service-type": "ClusterIP" };
  const inside = { ...gateway, metadata: { ...gateway.metadata, annotations } };
  const [changed] = gatewayObjects(inside, istioGatewaySettings);
  expect(changed).toMatchObject({ spec: { type: "ClusterIP" } });
  expect(changed).not.toHaveProperty("spec.allocateLoadBalancerNodePorts");
});

test("the proxy is behind it, at the ports of this slot: istiod makes a listener of each", () => {
  expect(endpoints).toMatchObject({
    kind: "EndpointSlice",
    metadata: { labels: { "kubernetes.io/service-name": "front-istio" } },
    endpoints: [{ addresses: ["10.68.253.254"], conditions: { ready: true } }],
    ports: [
      { name: "http", port: 8480 },
      { name: "other", port: 16_480 },
    ],
  });
});

test("both go with their Gateway", () => {
  const owners = [{ apiVersion: "gateway.networking.k8s.io/v1", kind: "Gateway", name: "front", uid: "u-1" }];
  expect([service, endpoints].map((object) => object?.metadata?.ownerReferences)).toEqual([owners, owners]);
});
