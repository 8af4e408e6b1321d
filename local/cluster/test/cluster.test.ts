import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { clusterProcesses, clusterStatus, definitionFolders, expectedProcesses } from "../cluster";
import { istioFiles } from "../istio/files";
import { istioProcesses } from "../istio/processes";
import { processIdentity } from "@switchyard/process/process-identity";
import { writeRecord } from "@switchyard/process/process-records";
import { clusterSettings } from "../settings";
import type { ClusterSettings } from "../settings";
import { testToolchain } from "@switchyard/toolchain/testing/test-toolchain";

let folder: string;
let settings: ClusterSettings;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "cluster-"));
  settings = clusterSettings(3, folder);
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Leaves a record as a start does, of this very process. */
function record(name: string): void {
  const identity = processIdentity(process.pid);
  if (identity === undefined) throw new Error("this process has no identity");
  writeRecord(settings.processDir, { name, ...identity, command: ["test"] });
}

test("a cluster without KEDA has no process of it, running or stopped", () => {
  expect(expectedProcesses(settings)).toEqual(clusterProcesses);
  expect(clusterStatus(settings)).toEqual(clusterProcesses.map((name) => ({ name, state: "stopped" })));
  expect(clusterProcesses.filter((name) => name.includes("keda"))).toEqual([]);
});

test("a cluster that was given KEDA has its processes as well, after all others", () => {
  record("keda-metrics-apiserver");
  record("keda-operator");
  expect(expectedProcesses(settings)).toEqual([
    ...clusterProcesses,
    "keda-operator",
    "keda-metrics-apiserver",
  ]);
  expect(clusterStatus(settings).at(-1)).toEqual({
    name: "keda-metrics-apiserver",
    state: "running",
    pid: process.pid,
  });
});

test("a cluster that was started with Istio has its processes in the place of the usual gateway's", () => {
  mkdirSync(istioFiles(settings).dir, { recursive: true });
  record("istiod");
  expect(expectedProcesses(settings)).toEqual([...clusterProcesses.slice(0, -1), ...istioProcesses]);
  expect(clusterProcesses.at(-1)).toBe("gateway-controller");
  expect(clusterStatus(settings).at(-2)).toEqual({ name: "istiod", state: "running", pid: process.pid });
});

test("Istio's definitions are installed where Istio is", () => {
  const tools = { version: "1.2.3", istiod: "/i", definitions: "/istio-crds" };
  const istio = { tools, gateway: { namespace: "llm", name: "front" } };
  expect(definitionFolders({ toolchain: testToolchain("/cache"), istio })).toEqual([
    "/cache/crds",
    "/istio-crds",
    path.join(__dirname, "..", "crds"),
  ]);
});

test("KEDA's definitions are installed where KEDA is", () => {
  const ours = path.join(__dirname, "..", "crds");
  const toolchain = testToolchain("/cache");
  expect(definitionFolders({ toolchain })).toEqual(["/cache/crds", ours]);
  const keda = { operator: "/o", metricsServer: "/m", definitions: "/keda-crds", rights: [] };
  expect(definitionFolders({ toolchain, keda })).toEqual(["/cache/crds", "/keda-crds", ours]);
});
