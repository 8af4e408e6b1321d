import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { KubernetesApi } from "@switchyard/contracts/testing/kubernetes-api";
import { until } from "@switchyard/process/testing/until";
import { envoyPaths } from "../../envoy/envoy-paths";
import { IstioGateway } from "../../istio/istio-gateway";
import { istioGatewaySettings } from "./sample-settings";

const gateways = "/apis/gateway.networking.k8s.io/v1/namespaces/llm/gateways";
const service = "/api/v1/namespaces/llm/services/front-istio";
const slice = "/apis/discovery.k8s.io/v1/namespaces/llm/endpointslices/front-istio";

let folder: string;
let server: KubernetesApi;
let gateway: IstioGateway;
let running: Promise<void>;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "istio-gateway-"));
  server = new KubernetesApi();
  const kubeconfig = await server.start(folder);
  const named = { singularName: "", namespaced: true, verbs: ["patch"] };
  server.put("/api/v1", {
    kind: "APIResourceList",
    resources: [{ name: "services", kind: "Service", ...named }],
  });
  server.put("/apis/discovery.k8s.io/v1", {
    kind: "APIResourceList",
    resources: [{ name: "endpointslices", kind: "EndpointSlice", ...named }],
  });
  gateway = new IstioGateway(
    { ...istioGatewaySettings, kubeconfig, stateDir: folder, envoy: fakeEnvoy() },
    () => undefined,
  );
  running = gateway.run();
});

afterEach(async () => {
  await gateway.stop();
  await running;
  server.stop();
  rmSync(folder, { recursive: true });
});

function fakeEnvoy(): string {
  const file = path.join(folder, "envoy.sh");
  writeFileSync(file, `#!/bin/sh\necho "$2" > ${folder}/started\nexec sleep 60\n`);
  chmodSync(file, 0o755);
  return file;
}

function putGateway(name: string, change: object = {}): void {
  server.put(`${gateways}/${name}`, {
    metadata: { name, namespace: "llm", uid: `u-${name}`, ...change },
    spec: { gatewayClassName: "istio", listeners: [{ name: "http", port: 80, protocol: "HTTP" }] },
  });
}

const started = () => {
  try {
    return readFileSync(path.join(folder, "started"), "utf8").trim();
  } catch {
    return undefined;
  }
};

test("Envoy starts before there is a Gateway, with a bootstrap that leads to istiod", async () => {
  await until(() => started() !== undefined);
  const { bootstrap } = envoyPaths(folder);
  expect(started()).toBe(bootstrap);
  expect(readFileSync(bootstrap, "utf8")).toContain('"port_value": 26086');
});

test("the Gateway gets its Service, the proxy behind it, and an address", async () => {
  putGateway("front");
  await until(() => server.object(service)?.["status"] !== undefined);
  expect(server.object(service)).toMatchObject({
    spec: { type: "LoadBalancer" },
    status: { loadBalancer: { ingress: [{ ip: "127.0.0.1" }] } },
  });
  expect(server.object(slice)).toMatchObject({ endpoints: [{ addresses: ["10.68.253.254"] }] });
});

test("a Gateway inside the cluster alone gets no load balancer", async () => {
  putGateway("front", { annotations: { "networking.istio.io/service-type": "ClusterIP" } });
  await until(() => server.object(slice) !== undefined);
  await gateway.stop();
  expect(server.object(service)).toMatchObject({ spec: { type: "ClusterIP" } });
  expect(server.object(service)).not.toHaveProperty("status");
});

test("another Gateway, or one that goes, gets nothing", async () => {
  putGateway("other");
  putGateway("front", { uid: "u-gone", deletionTimestamp: "2026-01-01T00:00:00Z" });
  await until(() => server.watches > 0);
  putGateway("front");
  await until(() => server.object(slice) !== undefined);
  const owners = server.callsOf("PATCH").map(({ body }) => JSON.stringify(body));
  expect(owners.filter((body) => body.includes("u-other") || body.includes("u-gone"))).toEqual([]);
});

test("a refused Service is tried again", async () => {
  server.failNext(`PATCH ${service}`, 403);
  putGateway("front");
  await until(() => server.object(slice) !== undefined);
  expect(server.callsOf(`PATCH ${service}`).length).toBeGreaterThan(1);
});
