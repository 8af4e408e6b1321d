import { endpointSliceSchema, podSchema, serviceSchema } from "../../kubernetes/core-objects";
import { gatewaySchema, httpRouteSchema, inferencePoolSchema } from "../../kubernetes/gateway-objects";
import {
  backendPolicySchema,
  defaultHealthCheck,
  healthCheckPolicySchema,
  routingExtensionSchema,
} from "../../kubernetes/gke-objects";

const metadata = { name: "a", namespace: "llm" };

describe("the API's defaults, which an API server without its own admission may leave out", () => {
  test("a listener takes only routes of its namespace", () => {
    const listeners = [{ name: "http", port: 80, protocol: "HTTP" }];
    const { spec } = gatewaySchema.parse({ metadata, spec: { gatewayClassName: "c", listeners } });
    expect(spec.listeners[0]?.allowedRoutes).toEqual({ namespaces: { from: "Same" } });
    const open = [{ ...listeners[0], allowedRoutes: { namespaces: {} } }];
    const parsed = gatewaySchema.parse({ metadata, spec: { gatewayClassName: "c", listeners: open } });
    expect(parsed.spec.listeners[0]?.allowedRoutes).toEqual({ namespaces: { from: "Same" } });
  });

  test("a route's parent is a Gateway, its backend a Service, its match every path", () => {
    const rules = [
      { matches: [{ headers: [{ name: "h", value: "v" }] }], backendRefs: [{ name: "s", port: 80 }] },
    ];
    expect(httpRouteSchema.parse({ metadata, spec: { parentRefs: [{ name: "g" }], rules } }).spec).toEqual({
      parentRefs: [{ group: "gateway.networking.k8s.io", kind: "Gateway", name: "g" }],
      hostnames: [],
      rules: [
        {
          matches: [
            {
              path: { type: "PathPrefix", value: "/" },
              headers: [{ type: "Exact", name: "h", value: "v" }],
              queryParams: [],
            },
          ],
          filters: [],
          backendRefs: [{ group: "", kind: "Service", name: "s", port: 80, weight: 1, filters: [] }],
        },
      ],
    });
  });

  test("an endpoint picker is a Service and fails closed", () => {
    const spec = {
      selector: { matchLabels: { app: "a" } },
      targetPorts: [{ number: 8000 }],
      endpointPickerRef: { name: "epp" },
    };
    expect(inferencePoolSchema.parse({ metadata, spec }).spec).toEqual({
      ...spec,
      appProtocol: "http",
      endpointPickerRef: { name: "epp", kind: "Service", failureMode: "FailClose" },
    });
  });

  test("a health check asks for `/` by HTTP every five seconds", () => {
    const wanted = {
      checkIntervalSec: 5,
      timeoutSec: 5,
      healthyThreshold: 2,
      unhealthyThreshold: 2,
      config: { type: "HTTP" },
    };
    expect(defaultHealthCheck).toEqual(wanted);
    const targetRef = { group: "g", kind: "InferencePool", name: "a" };
    expect(healthCheckPolicySchema.parse({ metadata, spec: { targetRef } }).spec.default).toEqual(wanted);
    const checked = { targetRef, default: { config: { httpHealthCheck: { port: 8000 } } } };
    expect(healthCheckPolicySchema.parse({ metadata, spec: checked }).spec.default.config).toEqual({
      type: "HTTP",
      httpHealthCheck: { port: 8000, requestPath: "/" },
    });
  });

  test("a backend is waited for 30 seconds", () => {
    const targetRef = { group: "g", kind: "InferencePool", name: "a" };
    for (const spec of [{ targetRef }, { targetRef, default: {} }])
      expect(backendPolicySchema.parse({ metadata, spec }).spec.default).toEqual({ timeoutSec: 30 });
  });

  test("a routing extension sees headers alone, for a second, and fails closed", () => {
    const extensionChains = [{ name: "c", extensions: [{ name: "e" }] }];
    const { spec } = routingExtensionSchema.parse({ metadata, spec: { targetRefs: [], extensionChains } });
    expect(spec.extensionChains[0]?.extensions).toEqual([
      {
        name: "e",
        authority: "",
        timeout: "1s",
        failOpen: false,
        supportedEvents: ["RequestHeaders"],
        requestBodySendMode: "Streamed",
      },
    ]);
  });
});

describe("objects of the cluster that have nothing yet", () => {
  test("a slice whose lists are null, as Go writes empty ones", () => {
    expect(endpointSliceSchema.parse({ metadata, endpoints: null, ports: null })).toMatchObject({
      endpoints: [],
      ports: [],
    });
  });

  test("an endpoint that does not say whether it is ready is", () => {
    const endpoints = [{ addresses: ["10.64.0.1"] }, { addresses: ["10.64.0.2"], conditions: {} }];
    const parsed = endpointSliceSchema.parse({ metadata, endpoints });
    expect(parsed.endpoints.map(({ conditions }) => conditions.ready)).toEqual([true, true]);
  });

  test("a headless Service has no ports, and a new pod no address", () => {
    expect(serviceSchema.parse({ metadata }).spec).toEqual({ ports: [] });
    expect(serviceSchema.parse({ metadata, spec: { clusterIP: "None" } }).spec).toEqual({ ports: [] });
    expect(podSchema.parse({ metadata }).status).toEqual({ conditions: [] });
  });
});
