import { typed } from "../translate/envoy-config";
import type { JsonObject } from "../translate/envoy-config";
import { proxyLabels, proxyName } from "./objects";
import type { IstioGatewaySettings } from "./settings";

const istiod = "xds-grpc";

/**
 * Envoy's bootstrap as a proxy of Istio: everything but the way to istiod comes from there. The names and the metadata
 * are those of Istio's own bootstrap (istio/istio tools/packaging/common/envoy_bootstrap.json and
 * pkg/model/xds.go @ eed52ebb66ad).
 */
export function istioBootstrap(settings: IstioGatewaySettings): JsonObject {
  return {
    node: node(settings),
    admin: { address: address(settings.envoyAdminPort) },
    dynamic_resources: {
      lds_config: { ads: {}, initial_fetch_timeout: "0s", resource_api_version: "V3" },
      cds_config: { ads: {}, initial_fetch_timeout: "0s", resource_api_version: "V3" },
      ads_config: {
        api_type: "DELTA_GRPC",
        set_node_on_first_message_only: true,
        transport_api_version: "V3",
        grpc_services: [{ envoy_grpc: { cluster_name: istiod } }],
      },
    },
    static_resources: { clusters: [istiodCluster(settings.istiodPort)] },
  };
}

function node({ address: ip, gateway, istioVersion }: IstioGatewaySettings): JsonObject {
  const { namespace, name } = gateway;
  const proxy = proxyName(name);
  return {
    // Kind, address, pod and DNS domain: istiod parses it (istio/istio pilot/pkg/model/context.go, ParseServiceNodeWithMetadata).
    id: `router~${ip}~${proxy}-0.${namespace}~${namespace}.svc.cluster.local`,
    cluster: `${proxy}.${namespace}`,
    metadata: {
      NAMESPACE: namespace,
      CLUSTER_ID: "Kubernetes",
      ISTIO_VERSION: istioVersion,
      INSTANCE_IPS: ip,
      SERVICE_ACCOUNT: proxy,
      // Without its Gateway's name istiod leaves out the filter that asks the endpoint pickers.
      LABELS: proxyLabels(name),
    },
  };
}

function istiodCluster(port: number): JsonObject {
  return {
    name: istiod,
    type: "STATIC",
    connect_timeout: "1s",
    typed_extension_protocol_options: {
      "envoy.extensions.upstreams.http.v3.HttpProtocolOptions": typed(
        "envoy.extensions.upstreams.http.v3.HttpProtocolOptions",
        {
          explicit_http_config: {
            // A proxy that loses istiod notices it and connects again.
            http2_protocol_options: { connection_keepalive: { interval: "30s", timeout: "10s" } },
          },
        },
      ),
    },
    load_assignment: {
      cluster_name: istiod,
      endpoints: [{ lb_endpoints: [{ endpoint: { address: address(port) } }] }],
    },
  };
}

function address(port: number): JsonObject {
  return { socket_address: { address: "127.0.0.1", port_value: port } };
}
