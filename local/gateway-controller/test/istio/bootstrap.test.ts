import { istioBootstrap } from "../../istio/bootstrap";
import { istioGatewaySettings } from "./sample-settings";

const {
  node,
  admin,
  dynamic_resources: dynamic,
  static_resources: fixed,
} = istioBootstrap(istioGatewaySettings);

test("istiod knows the proxy by its kind, its address, its Gateway's pod and namespace", () => {
  expect(node).toMatchObject({ id: "router~10.68.253.254~front-istio-0.llm~llm.svc.cluster.local" });
});

test("its Gateway label tells istiod which filters it needs", () => {
  expect(node).toMatchObject({
    metadata: {
      NAMESPACE: "llm",
      CLUSTER_ID: "Kubernetes",
      ISTIO_VERSION: "1.2.3",
      INSTANCE_IPS: "10.68.253.254",
      SERVICE_ACCOUNT: "front-istio",
      LABELS: { "gateway.networking.k8s.io/gateway-name": "front" },
    },
  });
});

test("listeners and clusters come from istiod, as changes of what the proxy has", () => {
  expect(dynamic).toMatchObject({
    lds_config: { ads: {} },
    cds_config: { ads: {} },
    ads_config: { api_type: "DELTA_GRPC", grpc_services: [{ envoy_grpc: { cluster_name: "xds-grpc" } }] },
  });
  expect(fixed).toMatchObject({ clusters: [{ name: "xds-grpc", load_assignment: at(26_086) }] });
});

test("nothing of it listens or connects beyond this machine", () => {
  expect(admin).toEqual({ address: { socket_address: { address: "127.0.0.1", port_value: 26_084 } } });
  const addresses = JSON.stringify({ admin, fixed }).match(/"address":"[^"]+"/g);
  expect(new Set(addresses)).toEqual(new Set(['"address":"127.0.0.1"']));
});

function at(port: number) {
  const address = { socket_address: { address: "127.0.0.1", port_value: port } };
  return { cluster_name: "xds-grpc", endpoints: [{ lb_endpoints: [{ endpoint: { address } }] }] };
}
