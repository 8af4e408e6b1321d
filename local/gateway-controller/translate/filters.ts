import type { EndpointPicker } from "./backends";
import { seconds, typed } from "./envoy-config";
import type { JsonObject } from "./envoy-config";
import type { RoutingCallout } from "./extensions";
import { tryAnother } from "./try-another";

/** The header with the endpoint that an endpoint picker chose. */
export const destinationHeader = "x-gateway-destination-endpoint";

/** Name of the filter that calls a pool's endpoint picker; routes configure it by this name. */
const endpointPickerFilter = "endpoint-picker";

const extProc = "envoy.extensions.filters.http.ext_proc.v3";

const requestOnly = {
  response_header_mode: "SKIP",
  response_body_mode: "NONE",
  response_trailer_mode: "SKIP",
};

const wholeRequest: JsonObject = {
  request_header_mode: "SEND",
  request_body_mode: "FULL_DUPLEX_STREAMED",
  request_trailer_mode: "SEND",
  ...requestOnly,
};

const nothing: JsonObject = {
  request_header_mode: "SKIP",
  request_body_mode: "NONE",
  request_trailer_mode: "SKIP",
  ...requestOnly,
};

/** The filters of a listener, in order. */
export function httpFilters(callout: RoutingCallout | undefined): readonly JsonObject[] {
  return [
    ...(callout === undefined ? [] : [routingExtension(callout)]),
    endpointPicker,
    chosenEndpoint,
    { name: "router", typed_config: typed("envoy.extensions.filters.http.router.v3.Router") },
  ];
}

/** A pool route's addition: its endpoint picker, which gets the whole request. */
export function askEndpointPicker(picker: EndpointPicker): JsonObject {
  return {
    [endpointPickerFilter]: typed(`${extProc}.ExtProcPerRoute`, {
      overrides: {
        processing_mode: wholeRequest,
        grpc_service: callService({ cluster_name: picker.clusterName }),
        failure_mode_allow: picker.failOpen,
      },
    }),
  };
}

function callService(service: JsonObject): JsonObject {
  return {
    envoy_grpc: service,
    retry_policy: tryAnother,
  };
}

function routingExtension(callout: RoutingCallout): JsonObject {
  const timeout = seconds(callout.timeoutSec);
  return {
    name: "routing-extension",
    typed_config: typed(`${extProc}.ExternalProcessor`, {
      grpc_service: callService({ cluster_name: callout.clusterName, authority: callout.authority }),
      failure_mode_allow: callout.failOpen,
      message_timeout: timeout,
      route_cache_action: "CLEAR",
      processing_mode: {
        ...wholeRequest,
        request_body_mode: callout.body,
        request_trailer_mode: callout.body === "FULL_DUPLEX_STREAMED" ? "SEND" : "SKIP",
      },
    }),
  };
}

/**
 * Does nothing unless the route enables it. A filter that is `disabled` here and enabled per route would be skipped, because
 * the route is chosen again after the routing extension. Envoy has no timeout for messages in this mode: the route's idle
 * timeout limits how long the picker may hold a request.
 */
const endpointPicker: JsonObject = {
  name: endpointPickerFilter,
  typed_config: typed(`${extProc}.ExternalProcessor`, {
    grpc_service: { envoy_grpc: { cluster_name: "named-by-the-route" } },
    route_cache_action: "RETAIN",
    processing_mode: nothing,
  }),
};

/**
 * Sends the request to the endpoint that the picker chose: it knows pods by their address in the Kubernetes API, and their
 * processes listen on its loopback form. Unlike Envoy's load balancer of the same purpose this never chooses an unhealthy
 * endpoint. If there is none to choose, any healthy endpoint serves: the picker failed open, or is ahead of the
 * health checks.
 */
const chosenEndpoint: JsonObject = {
  name: "chosen-endpoint",
  typed_config: typed("envoy.extensions.filters.http.lua.v3.Lua", {
    clear_route_cache: false,
    default_source_code: {
      inline_string: `function envoy_on_request(handle)
  local chosen = handle:headers():get("${destinationHeader}")
  local first = chosen and chosen:match("[^,]+")
  if first then
    local loopback = first:gsub("^10%.", "127.")
    handle:setUpstreamOverrideHost(loopback, false)
  end
end`,
    },
  }),
};
