import { gatewayPortClaims, gatewayProcesses } from "../gateway";
import { clusterSettings } from "../settings";

const settings = clusterSettings(4, "/checkout");
const tools = { version: "1.2.3", istiod: "/i", definitions: "/crds" };
const istio = { tools, gateway: { namespace: "llm", name: "front" } };

test("the usual gateway is one process, which owns the ports of Envoy", () => {
  expect(gatewayProcesses(false)).toEqual(["gateway-controller"]);
  expect(gatewayPortClaims({ settings, listenerPort: 80 })).toEqual([
    { port: 26_084, owner: "gateway-controller" },
    { port: 8480, owner: "gateway-controller" },
  ]);
});

test("Istio is two: istiod with its own ports, and the part that runs Envoy", () => {
  expect(gatewayProcesses(true)).toEqual(["istiod", "istio-gateway"]);
  expect(gatewayPortClaims({ settings, listenerPort: 80, istio })).toEqual([
    { port: 26_085, owner: "istiod" },
    { port: 26_086, owner: "istiod" },
    { port: 26_084, owner: "istio-gateway" },
    { port: 8480, owner: "istio-gateway" },
  ]);
});
