import type { KindName } from "../../kubernetes/kinds";
import { parseSnapshot, rawObjects } from "../../kubernetes/snapshot";
import type { Snapshot } from "../../kubernetes/snapshot";
import { translate } from "../../translate/translate";
import type { Translation } from "../../translate/translate";

/** An object as the API server would send it. */
export type RawObject = Readonly<Record<string, unknown>>;

/** Objects of some kinds; the other kinds have none. */
export type ClusterObjects = Readonly<Partial<Record<KindName, readonly RawObject[]>>>;

/** Parses the objects of a test; fails the test when one cannot be parsed. */
export function snapshotOf(...clusters: readonly ClusterObjects[]): Snapshot {
  const raw = rawObjects((kind) => clusters.flatMap((objects) => objects[kind] ?? []));
  const { snapshot, problems } = parseSnapshot(raw);
  expect(problems).toEqual([]);
  return snapshot;
}

/** Translates the objects of a test, in slot 3. */
export function translateObjects(...clusters: readonly ClusterObjects[]): Translation {
  return translate(snapshotOf(...clusters), {
    slot: 3,
    accessLog: "/state/logs/envoy-access.log",
    routeFile: (listener) => `/state/envoy/routes/${listener}.json`,
    endpointFile: (cluster) => `/state/envoy/endpoints/${cluster}.json`,
  });
}

interface MetadataOptions {
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly createdAt?: string;
  readonly deletionTimestamp?: string;
}

/** Metadata of generation 7 in namespace llm. */
export function metadata(name: string, options: MetadataOptions = {}): RawObject {
  const { createdAt = "2026-01-01T00:00:00Z", namespace = "llm", ...others } = options;
  return { name, namespace, generation: 7, creationTimestamp: createdAt, ...others };
}

const listener = { name: "http", port: 80, protocol: "HTTP" };

/** A Gateway of class gke-l7-rilb with one HTTP listener at port 80. */
export function gateway(name = "gateway", spec: RawObject = {}, options: MetadataOptions = {}): RawObject {
  return {
    metadata: metadata(name, options),
    spec: { gatewayClassName: "gke-l7-rilb", listeners: [listener], ...spec },
  };
}

/** An HTTPRoute to the Gateway named `gateway`. */
export function route(name: string, rules: readonly RawObject[], options: RouteOptions = {}): RawObject {
  const { parentRefs = [{ name: "gateway" }], hostnames = [], ...others } = options;
  return { metadata: metadata(name, others), spec: { parentRefs, hostnames, rules } };
}

interface RouteOptions extends MetadataOptions {
  readonly parentRefs?: readonly RawObject[];
  readonly hostnames?: readonly string[];
}

/** A rule for one model, as Switchyard writes it. */
export function modelRule(pool: string, model = `org/${pool}`): RawObject {
  return {
    matches: [
      {
        path: { type: "PathPrefix", value: "/v1" },
        headers: [{ name: "X-Gateway-Base-Model-Name", value: model }],
      },
    ],
    backendRefs: [poolRef(pool)],
  };
}

/** A backendRef to an InferencePool. */
export function poolRef(name: string, fields: RawObject = {}): RawObject {
  return { group: "inference.networking.k8s.io", kind: "InferencePool", name, ...fields };
}

/** An InferencePool whose pods are labelled `app: <name>` and whose endpoint picker is `<name>-epp`. */
export function pool(name: string, spec: RawObject = {}, options: MetadataOptions = {}): RawObject {
  return {
    metadata: metadata(name, options),
    spec: {
      selector: { matchLabels: { app: name } },
      targetPorts: [{ number: 8000 }],
      endpointPickerRef: { name: `${name}-epp`, port: { number: 9002 } },
      ...spec,
    },
  };
}

/** A Service with one port. */
export function service(name: string, port: RawObject, options: MetadataOptions = {}): RawObject {
  return { metadata: metadata(name, options), spec: { ports: [port] } };
}

/** The EndpointSlice of a Service. */
export function slice(serviceName: string, port: RawObject, endpoints: readonly RawObject[]): RawObject {
  return {
    metadata: metadata(`${serviceName}-abc`, { labels: { "kubernetes.io/service-name": serviceName } }),
    ports: [port],
    endpoints,
  };
}

interface PodOptions extends MetadataOptions {
  readonly ready?: boolean;
  readonly podIP?: string;
}

/** A Ready pod of an app. */
export function pod(name: string, app: string, options: PodOptions = {}): RawObject {
  const { ready = true, podIP = "10.67.0.1", labels = { app }, ...others } = options;
  return {
    metadata: metadata(name, { labels, ...others }),
    status: { podIP, conditions: [{ type: "Ready", status: ready ? "True" : "False" }] },
  };
}

/** A Gateway with one model: pool, endpoint picker, route and a Ready pod. */
export function oneModel(name = "qwen"): ClusterObjects {
  return {
    gateways: [gateway()],
    ...model(name),
  };
}

/** Everything of one model but the Gateway. */
export function model(name: string): ClusterObjects {
  return {
    inferencepools: [pool(name)],
    services: [service(`${name}-epp`, { port: 9002 })],
    endpointslices: [slice(`${name}-epp`, { name: "", port: 9002 }, [{ addresses: ["10.67.0.9"] }])],
    httproutes: [route(name, [modelRule(name)])],
    pods: [pod(`${name}-0`, name)],
  };
}

/** BBR's Service, and its extension as the chart writes it. */
export function bodyBasedRouter(extension: RawObject = {}, port: RawObject = {}): ClusterObjects {
  return {
    services: [service("body-based-router", { port: 9004, appProtocol: "HTTP2", ...port })],
    endpointslices: [slice("body-based-router", { name: "", port: 9004 }, [{ addresses: ["10.67.0.8"] }])],
    gcproutingextensions: [routingExtension("body-based-router", extension)],
  };
}

/** A GCPRoutingExtension for the Gateway named `gateway`, as BBR's chart writes it. */
export function routingExtension(
  name: string,
  extension: RawObject = {},
  options: MetadataOptions = {},
): RawObject {
  return {
    metadata: metadata(name, options),
    spec: {
      targetRefs: [{ group: "gateway.networking.k8s.io", kind: "Gateway", name: "gateway" }],
      extensionChains: [
        {
          name: "chain1",
          extensions: [
            {
              name: "ext1",
              authority: "myext.com",
              timeout: "1s",
              supportedEvents: ["RequestHeaders", "RequestBody", "RequestTrailers"],
              requestBodySendMode: "FullDuplexStreamed",
              backendRef: { group: "", kind: "Service", name: "body-based-router", port: 9004 },
              ...extension,
            },
          ],
        },
      ],
    },
  };
}

/** A HealthCheckPolicy or GCPBackendPolicy for a pool. */
export function poolPolicy(
  name: string,
  poolName: string,
  settings: RawObject,
  options: PolicyOptions = {},
): RawObject {
  const { targetRef = {}, ...others } = options;
  return {
    metadata: metadata(name, others),
    spec: {
      targetRef: {
        group: "inference.networking.k8s.io",
        kind: "InferencePool",
        name: poolName,
        ...targetRef,
      },
      default: settings,
    },
  };
}

interface PolicyOptions extends MetadataOptions {
  readonly targetRef?: RawObject;
}
