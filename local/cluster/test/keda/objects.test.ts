import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { metricsApiObjects, parseObjects, readObjects } from "../../keda/objects";

test("KEDA's rights are every object in its folders, in their order", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "keda-objects-"));
  const write = (name: string, text: string) => {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  };
  try {
    write("a/role_binding.yaml", "apiVersion: v1\nkind: RoleBinding\nmetadata: {name: b, namespace: keda}\n");
    write(
      "a/role.yaml",
      "---\napiVersion: v1\nkind: ClusterRole\nmetadata: {name: a}\nrules: [{verbs: [get]}]\n",
    );
    write("b/account.yaml", "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: c}\n");
    expect(readObjects(["a", "b"].map((name) => path.join(folder, name)))).toEqual([
      { apiVersion: "v1", kind: "ClusterRole", metadata: { name: "a" }, rules: [{ verbs: ["get"] }] },
      { apiVersion: "v1", kind: "RoleBinding", metadata: { name: "b", namespace: "keda" } },
      { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "c" } },
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("several documents are several objects, and one that is none is an error", () => {
  const two =
    "apiVersion: v1\nkind: A\nmetadata: {name: a}\n---\napiVersion: v1\nkind: B\nmetadata: {name: b}\n";
  expect(parseObjects(two).map(({ kind }) => kind)).toEqual(["A", "B"]);
  expect(() => parseObjects("kind: A\n")).toThrow("apiVersion");
});

test("the API server passes the external metrics API on to an address of this machine, and knows its certificate", () => {
  const [service, apiService] = metricsApiObjects(4, "PEM");
  expect(service).toEqual({
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "keda-metrics-apiserver", namespace: "keda" },
    spec: { type: "ExternalName", externalName: "127.68.254.0" },
  });
  expect(apiService).toEqual({
    apiVersion: "apiregistration.k8s.io/v1",
    kind: "APIService",
    metadata: { name: "v1beta1.external.metrics.k8s.io" },
    spec: {
      group: "external.metrics.k8s.io",
      version: "v1beta1",
      groupPriorityMinimum: 100,
      versionPriority: 100,
      caBundle: "UEVN",
      service: { name: "keda-metrics-apiserver", namespace: "keda", port: 6443 },
    },
  });
});
