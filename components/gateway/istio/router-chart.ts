import type { HelmChartProps } from "../../plan/helm-chart";
import { bodyBasedRouterHelmChart, routerName, routerPorts } from "../body-based-router/body-based-router";
import type { BodyBasedRouterSpec } from "../body-based-router/body-based-router";
import { connectionManagerPatch, envoyFilterApiVersion } from "./kinds";

/**
 * BBR answers a request's headers once it has read the whole body, which may take long to arrive. Envoy's default is 200 ms;
 * with full-duplex bodies Envoy waits without a limit, but not in all of its versions.
 * Source: `message_timeout` in Envoy's ext_proc.proto @ 1.37.
 */
const longestAnswer = "60s";

/** BBR's Helm chart, patched where it has no value for what Istio needs. */
export function routerHelmChart(spec: BodyBasedRouterSpec): HelmChartProps {
  const chart = bodyBasedRouterHelmChart(spec, "istio");
  return { ...chart, patches: [...chart.patches, { kind: "EnvoyFilter", patch: routerFilterPatch(spec) }] };
}

/**
 * A patch of the EnvoyFilter with which the chart puts BBR in front of all other filters. It repeats the chart's list, because
 * lists of custom resources are replaced as a whole, and changes two things: it sets a timeout, and does not send answers through
 * BBR, which never changes them, and would otherwise be on the way of every token.
 */
export function routerFilterPatch({ namespace }: Pick<BodyBasedRouterSpec, "namespace">) {
  return {
    apiVersion: envoyFilterApiVersion,
    kind: "EnvoyFilter",
    metadata: { name: routerName },
    spec: {
      configPatches: [
        connectionManagerPatch("HTTP_FILTER", {
          operation: "INSERT_FIRST",
          value: {
            name: "envoy.filters.http.ext_proc.bbr",
            typed_config: {
              "@type": "type.googleapis.com/envoy.extensions.filters.http.ext_proc.v3.ExternalProcessor",
              failure_mode_allow: false,
              allow_mode_override: true,
              message_timeout: longestAnswer,
              processing_mode: {
                request_header_mode: "SEND",
                request_body_mode: "FULL_DUPLEX_STREAMED",
                request_trailer_mode: "SEND",
                response_header_mode: "SKIP",
                response_body_mode: "NONE",
                response_trailer_mode: "SKIP",
              },
              grpc_service: {
                envoy_grpc: {
                  cluster_name: `outbound|${routerPorts.callout}||${routerName}.${namespace}.svc.cluster.local`,
                },
              },
            },
          },
        }),
      ],
    },
  };
}
