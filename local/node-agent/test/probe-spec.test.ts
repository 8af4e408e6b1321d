import { probeSpec } from "../probe-spec";

const container = { name: "main", ports: [{ name: "http", containerPort: 8000 }] };

test("a probe without settings has a kubelet's defaults and asks at the pod's loopback face", () => {
  expect(probeSpec({ httpGet: { port: "http" } }, container, "10.64.0.7")).toEqual({
    action: { kind: "http", url: "http://127.64.0.7:8000/", headers: {} },
    initialDelaySec: 0,
    periodSec: 10,
    timeoutSec: 1,
    thresholds: { success: 1, failure: 3 },
  });
});

test("every setting is taken", () => {
  const probe = {
    httpGet: { port: 8443, path: "/health?x=1", scheme: "HTTPS", httpHeaders: [{ name: "A", value: "b" }] },
    initialDelaySeconds: 1,
    periodSeconds: 2,
    timeoutSeconds: 3,
    successThreshold: 4,
    failureThreshold: 5,
  };
  expect(probeSpec(probe, container, "10.64.0.7")).toEqual({
    action: { kind: "http", url: "https://127.64.0.7:8443/health?x=1", headers: { A: "b" } },
    initialDelaySec: 1,
    periodSec: 2,
    timeoutSec: 3,
    thresholds: { success: 4, failure: 5 },
  });
});

test.each([
  [{ tcpSocket: { port: 9002 } }, { kind: "tcp", host: "127.64.0.7", port: 9002 }],
  [{ tcpSocket: { port: "http", host: "127.0.0.1" } }, { kind: "tcp", host: "127.0.0.1", port: 8000 }],
  [{ grpc: { port: 9005 } }, { kind: "grpc", host: "127.64.0.7", port: 9005, service: "" }],
  [{ grpc: { port: 9003, service: "x" } }, { kind: "grpc", host: "127.64.0.7", port: 9003, service: "x" }],
  [
    { exec: { command: ["true"] } },
    { kind: "unsupported", message: "exec probes cannot be run on a laptop; use httpGet, tcpSocket or grpc" },
  ],
])("%j asks %j", (probe, action) => {
  expect(probeSpec(probe, container, "10.64.0.7").action).toEqual(action);
});
