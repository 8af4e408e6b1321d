import path from "node:path";
import { listenerHostPort } from "@switchyard/contracts/listener-port";
import { clusterSettings, gatewayUrl } from "../settings";

const slots = Array.from({ length: 10 }, (_, slot) => slot);
const all = slots.map((slot) => clusterSettings(slot, "/checkout"));
const ports = all.flatMap((settings) => {
  const { apiServer, controllerManager, scheduler, envoyAdmin, istiodHttp, istiodGrpc } = settings.ports;
  return [apiServer, controllerManager, scheduler, envoyAdmin, istiodHttp, istiodGrpc];
});

test("the cluster of the user is `local`, those of tests are numbered", () => {
  expect(all[0]?.stateDir).toBe("/checkout/.switchyard/local");
  expect(all[9]?.stateDir).toBe("/checkout/.switchyard/local-9");
});

test("no port belongs to two clusters, or to two parts of one", () => {
  expect(ports).toHaveLength(60);
  expect(new Set(ports).size).toBe(60);
});

test("no listener's port belongs to a part of a cluster", () => {
  const parts = new Set(ports);
  const listeners = slots.flatMap((slot) => [80, 443, 8080].map((port) => listenerHostPort(slot, port)));
  expect(listeners.filter((port) => parts.has(port))).toEqual([]);
  expect(listeners.filter((port) => port < 1024 || port > 65_535)).toEqual([]);
});

test("no two slots serve port 80 at the same place, and slot 0 does at 8080", () => {
  expect(new Set(slots.map((slot) => listenerHostPort(slot, 80))).size).toBe(10);
  expect(gatewayUrl(0, 80)).toBe("http://127.0.0.1:8080");
  expect(gatewayUrl(9, 80)).toBe("http://127.0.0.1:8980");
});

test("all files of a cluster are below its folder, so that `down --purge` removes them and nothing else", () => {
  for (const { stateDir, kubeconfig, pulumiStateDir, logDir, processDir, simulatedGcpDir } of all) {
    const files = [kubeconfig, pulumiStateDir, logDir, processDir, simulatedGcpDir];
    expect(new Set(files).size).toBe(files.length);
    for (const file of files) expect(path.dirname(file)).toBe(stateDir);
  }
});

test.each([-1, 10, 1.5, NaN])("slot %d is refused", (slot) => {
  expect(() => clusterSettings(slot, "/checkout")).toThrow(
    new RangeError(`slot: must be a whole number from 0 to 9, got ${slot}`),
  );
});
