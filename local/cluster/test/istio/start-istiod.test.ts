import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { istioFiles } from "../../istio/files";
import { startIstiod } from "../../istio/start-istiod";
import { clusterSettings } from "../../settings";
import type { ClusterSettings } from "../../settings";
import { KubernetesApi } from "@switchyard/contracts/testing/kubernetes-api";
import { stopProcess } from "@switchyard/process/managed-process";
import { readRecord } from "@switchyard/process/process-records";
import type { Istio } from "@switchyard/toolchain/istio";

/** Answers its readiness as istiod does, at the address that it is given. */
const fakeIstiod = `#!${process.execPath}
const [, port] = process.argv.find((word) => word.startsWith("-httpAddr=")).split("127.0.0.1:");
require("node:http").createServer((request, response) => response.end()).listen(Number(port), "127.0.0.1");
`;

let folder: string;
let server: KubernetesApi;
let settings: ClusterSettings;
let istio: Istio;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "start-istiod-"));
  server = new KubernetesApi();
  settings = { ...clusterSettings(7, folder), kubeconfig: await server.start(folder) };
  istio = { version: "1.2.3", istiod: program(fakeIstiod), definitions: path.join(folder, "definitions") };
  tellResources();
});

afterEach(async () => {
  await stopProcess(settings.processDir, "istiod", 0);
  server.stop();
  rmSync(folder, { recursive: true });
});

function program(text: string): string {
  const file = path.join(folder, "istiod");
  writeFileSync(file, text, { mode: 0o755 });
  return file;
}

/** What the client asks for before it knows the path of a kind. */
function tellResources(): void {
  const kinds = {
    "/api/v1": [
      resource("namespaces", "Namespace", false),
      resource("serviceaccounts", "ServiceAccount", true),
    ],
    "/apis/rbac.authorization.k8s.io/v1": [
      resource("clusterroles", "ClusterRole", false),
      resource("clusterrolebindings", "ClusterRoleBinding", false),
    ],
    "/apis/networking.istio.io/v1alpha3": [resource("envoyfilters", "EnvoyFilter", true)],
  };
  for (const [group, resources] of Object.entries(kinds))
    server.put(group, { kind: "APIResourceList", resources });
}

function resource(name: string, kind: string, namespaced: boolean) {
  return { name, singularName: "", kind, namespaced, verbs: ["patch"] };
}

test("namespace first, then the account with its rights, then the laptop's own filter", async () => {
  await startIstiod({ settings, istio });
  expect(server.callsOf("PATCH").map(({ line }) => line)).toEqual([
    "PATCH /api/v1/namespaces/istio-system",
    "PATCH /api/v1/namespaces/istio-system/serviceaccounts/istiod",
    "PATCH /apis/rbac.authorization.k8s.io/v1/clusterroles/istiod",
    "PATCH /apis/rbac.authorization.k8s.io/v1/clusterrolebindings/istiod",
    "PATCH /apis/networking.istio.io/v1alpha3/namespaces/istio-system/envoyfilters/laptop-pod-addresses",
  ]);
});

test("istiod calls the API server as its own ServiceAccount, with a token that only the owner reads", async () => {
  await startIstiod({ settings, istio });
  const [call] = server.callsOf("POST");
  expect(call?.line).toBe("POST /api/v1/namespaces/istio-system/serviceaccounts/istiod/token");
  const files = istioFiles(settings);
  expect(readFileSync(files.token, "utf8")).toBe("token-1");
  expect(JSON.parse(readFileSync(files.kubeconfig, "utf8"))).toMatchObject({
    users: [{ user: { tokenFile: files.token } }],
  });
  expect([files.dir, files.token].map((file) => statSync(file).mode & 0o777)).toEqual([0o700, 0o600]);
});

test("another start keeps it", async () => {
  await startIstiod({ settings, istio });
  const before = readRecord(settings.processDir, "istiod")?.pid;
  await startIstiod({ settings, istio });
  expect(readRecord(settings.processDir, "istiod")?.pid).toBe(before);
});

test("a process that ends is reported with the end of its log", async () => {
  program("#!/bin/sh\necho no mesh\nexit 1\n");
  await expect(startIstiod({ settings, istio })).rejects.toThrow(
    `istiod ended; the end of ${path.join(settings.logDir, "istiod.log")}:\n    no mesh`,
  );
});
