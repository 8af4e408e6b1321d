import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ensureCertificates } from "../../keda/certificates";
import { kedaFiles } from "../../keda/files";
import { kedaProcesses } from "../../keda/processes";
import { startKeda } from "../../keda/start-keda";
import { stopProcess } from "@switchyard/process/managed-process";
import { readRecord } from "@switchyard/process/process-records";
import { clusterSettings } from "../../settings";
import type { ClusterSettings } from "../../settings";
import type { Keda } from "@switchyard/toolchain/keda";
import { KubernetesApi } from "@switchyard/contracts/testing/kubernetes-api";
import { until } from "@switchyard/process/testing/until";

const slot = 7;
const apiServicePath = "/apis/apiregistration.k8s.io/v1/apiservices/v1beta1.external.metrics.k8s.io";

/** Answers its health as the operator does, at its address of the pod network. */
const fakeOperator = `#!${process.execPath}
const address = process.env.SWITCHYARD_POD_IP.replace(/^10\\./, "127.");
require("node:http").createServer((request, response) => response.end()).listen(8081, address);
`;
const fakeMetricsServer = `#!${process.execPath}
setInterval(() => undefined, 1000);
`;

let folder: string;
let server: KubernetesApi;
let settings: ClusterSettings;
let keda: Keda;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "start-keda-"));
  server = new KubernetesApi();
  settings = { ...clusterSettings(slot, folder), kubeconfig: await server.start(folder) };
  await ensureCertificates(kedaFiles(settings), slot, new Date());
  const rights = path.join(folder, "rights");
  mkdirSync(rights);
  const role =
    "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: keda-operator}\n";
  writeFileSync(path.join(rights, "role.yaml"), role);
  keda = {
    operator: program("operator", fakeOperator),
    metricsServer: program("metrics-server", fakeMetricsServer),
    definitions: path.join(folder, "definitions"),
    rights: [rights],
  };
  tellResources();
});

afterEach(async () => {
  for (const name of kedaProcesses) await stopProcess(settings.processDir, name, 0);
  server.stop();
  rmSync(folder, { recursive: true });
});

function program(name: string, text: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, text, { mode: 0o755 });
  return file;
}

/** What the client asks for before it knows the path of a kind. */
function tellResources(): void {
  const kinds = {
    "/api/v1": [resource("namespaces", "Namespace", false), resource("services", "Service", true)],
    "/apis/rbac.authorization.k8s.io/v1": [resource("clusterroles", "ClusterRole", false)],
    "/apis/apiregistration.k8s.io/v1": [resource("apiservices", "APIService", false)],
  };
  for (const [group, resources] of Object.entries(kinds))
    server.put(group, { kind: "APIResourceList", resources });
}

function resource(name: string, kind: string, namespaced: boolean) {
  return { name, singularName: "", kind, namespaced, verbs: ["patch"] };
}

function serveMetricsApi(): void {
  const conditions = [{ type: "Available", status: "True" }];
  server.put(apiServicePath, { ...server.object(apiServicePath), status: { conditions } });
}

const isRecorded = (name: string) => readRecord(settings.processDir, name) !== undefined;

async function startAndServe(): Promise<void> {
  const starting = startKeda({ settings, keda });
  await until(() => kedaProcesses.every(isRecorded));
  serveMetricsApi();
  await starting;
}

test("namespace first, then rights, then the way to the metrics server; both programs run when it is done", async () => {
  await startAndServe();
  expect(server.callsOf("PATCH").map(({ line, contentType }) => [line, contentType])).toEqual(
    [
      "PATCH /api/v1/namespaces/keda",
      "PATCH /apis/rbac.authorization.k8s.io/v1/clusterroles/keda-operator",
      "PATCH /api/v1/namespaces/keda/services/keda-metrics-apiserver",
      `PATCH ${apiServicePath}`,
    ].map((line) => [line, "application/apply-patch+yaml"]),
  );
  expect(kedaProcesses.filter(isRecorded)).toEqual([...kedaProcesses]);
});

test("KEDA calls the API server as its own ServiceAccount, with a token that only the owner reads", async () => {
  await startAndServe();
  const [call] = server.callsOf("POST");
  expect(call?.line).toBe("POST /api/v1/namespaces/keda/serviceaccounts/keda-operator/token");
  expect(call?.body).toMatchObject({ spec: { expirationSeconds: 365 * 24 * 60 * 60 } });
  const files = kedaFiles(settings);
  expect(readFileSync(files.token, "utf8")).toBe("token-1");
  expect(JSON.parse(readFileSync(files.kubeconfig, "utf8"))).toMatchObject({
    users: [{ user: { tokenFile: files.token } }],
  });
});

test("another start keeps the programs and gives them a new token", async () => {
  await startAndServe();
  const before = kedaProcesses.map((name) => readRecord(settings.processDir, name)?.pid);
  await startKeda({ settings, keda });
  expect(kedaProcesses.map((name) => readRecord(settings.processDir, name)?.pid)).toEqual(before);
  expect(readFileSync(kedaFiles(settings).token, "utf8")).toBe("token-2");
});

test("an operator that ends is told with the end of its log", async () => {
  program("operator", "#!/bin/sh\necho no certificates\nexit 1\n");
  await expect(startKeda({ settings, keda })).rejects.toThrow(
    `keda-operator ended; the end of ${path.join(settings.logDir, "keda-operator.log")}:\n    no certificates`,
  );
});

test("nothing starts when the rights are refused", async () => {
  server.failNext("PATCH /apis/rbac.authorization.k8s.io", 403);
  await expect(startKeda({ settings, keda })).rejects.toMatchObject({ code: 403 });
  expect(kedaProcesses.filter(isRecorded)).toEqual([]);
  expect(existsSync(kedaFiles(settings).token)).toBe(false);
});
