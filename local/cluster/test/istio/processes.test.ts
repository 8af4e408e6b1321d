import { istioFiles } from "../../istio/files";
import { istioGatewaySettings } from "../../istio/gateway-settings";
import { meshConfig } from "../../istio/mesh-config";
import { gatewayAddress } from "../../istio/names";
import { istioProcesses, istiodProcess } from "../../istio/processes";
import { kedaAddresses } from "../../keda/addresses";
import { clusterSettings } from "../../settings";

const settings = clusterSettings(4, "/checkout");
const files = istioFiles({ stateDir: "/state" });
const tools = { version: "1.2.3", istiod: "/bin/istiod", definitions: "/crds" };
const istiod = istiodProcess(tools, settings.ports, files);

test("istiod is a process of the cluster, under the name that it is stopped by", () => {
  expect(istiod.name).toBe(istioProcesses[0]);
  expect(istiod.command).toBe("/bin/istiod");
});

test("it calls the API server by its own rights, and listens on this machine alone", () => {
  expect(istiod.args).toEqual([
    "-kubeconfig=/state/istio/kubeconfig",
    "-meshConfig=/state/istio/mesh.json",
    "-httpAddr=127.0.0.1:26085",
    "-grpcAddr=127.0.0.1:26086",
  ]);
});

test("it knows InferencePools, and starts neither proxies nor an authority", () => {
  expect(istiod.env).toMatchObject({
    ENABLE_GATEWAY_API_INFERENCE_EXTENSION: "true",
    PILOT_ENABLE_GATEWAY_API_DEPLOYMENT_CONTROLLER: "false",
    ENABLE_CA_SERVER: "false",
    POD_NAMESPACE: "istio-system",
  });
});

test("the mesh has no mTLS, which upstream Envoy could not do, and writes the log that `logs` shows", () => {
  const mesh: unknown = JSON.parse(meshConfig("/state/logs/envoy-access.log"));
  expect(mesh).toMatchObject({
    enableAutoMtls: false,
    enableTracing: false,
    accessLogFile: "/state/logs/envoy-access.log",
    accessLogEncoding: "JSON",
  });
});

test("the proxy asks istiod, serves the stack's Gateway, and shares its address with nothing", () => {
  const gateway = { namespace: "llm", name: "front" };
  expect(istioGatewaySettings(settings, { tools, gateway }, "/bin/envoy")).toEqual({
    slot: 4,
    kubeconfig: settings.kubeconfig,
    stateDir: settings.stateDir,
    envoy: "/bin/envoy",
    envoyAdminPort: 26_084,
    istiodPort: 26_086,
    istioVersion: "1.2.3",
    address: "10.68.253.254",
    gateway,
  });
  const { operator, metricsServer } = kedaAddresses(4);
  expect(new Set([gatewayAddress(4), operator, metricsServer]).size).toBe(3);
});
