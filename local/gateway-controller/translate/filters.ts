import type { EndpointPicker } from "./backends";
import { destinationHeader } from "./clusters";
import { seconds, typed, type JsonObject } from "./envoy-config";
import type { RoutingCallout } from "./extensions";

/** Name of the filter that asks a pool's endpoint picker; routes configure it under this name. */
export const endpointPickerFilter = "endpoint-picker";

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
    loopbackDestination,
    { name: "router", typed_config: typed("envoy.extensions.filters.http.router.v3.Router") },
  ];
}

/** What a route to a pool adds: its own endpoint picker, which gets the whole request. */
export function askEndpointPicker(picker: EndpointPicker): JsonObject {
  return {
    [endpointPickerFilter]: typed(`${extProc}.ExtProcPerRoute`, {
      overrides: {
        processing_mode: wholeRequest,
        grpc_service: { envoy_grpc: { cluster_name: picker.clusterName } },
        failure_mode_allow: picker.failOpen,
      },
    }),
  };
}

function routingExtension(callout: RoutingCallout): JsonObject {
  const timeout = seconds(callout.timeoutSec);
  return {
    name: "routing-extension",
    typed_config: typed(`${extProc}.ExternalProcessor`, {
      grpc_service: {
        envoy_grpc: { cluster_name: callout.clusterName, authority: callout.authority },
      },
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
 * Does nothing unless the route says so. A filter that is `disabled` here and enabled per route would be passed over, because
 * the route is chosen again after the routing extension. How long the picker may hold a request is limited by the
 * route's idle timeout.
 */
const endpointPicker: JsonObject = {
  name: endpointPickerFilter,
  typed_config: typed(`${extProc}.ExternalProcessor`, {
    grpc_service: { envoy_grpc: { cluster_name: "named-by-the-route" } },
    message_timeout: "3600s",
    route_cache_action: "RETAIN",
    processing_mode: nothing,
  }),
};

/** The endpoint picker knows pods by their address in the Kubernetes API; their processes listen at its loopback face. */
const loopbackDestination: JsonObject = {
  name: "loopback-destination",
  typed_config: typed("envoy.extensions.filters.http.lua.v3.Lua", {
    clear_route_cache: false,
    default_source_code: {
      inline_string: `function envoy_on_request(handle)
  local headers = handle:headers()
  local destination = headers:get("${destinationHeader}")
  if destination then
    local loopback = ("," .. destination):gsub(",%s*10%.", ",127."):sub(2)
    headers:replace("${destinationHeader}", loopback)
  end
end`,
    },
  }),
};
