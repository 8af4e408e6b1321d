import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { applySecrets } from "../../commands/apply-secrets";
import { KubernetesApi } from "@switchyard/contracts/testing/kubernetes-api";

let folder: string;
let server: KubernetesApi;
let kubeconfig: string;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "apply-secrets-"));
  server = new KubernetesApi();
  kubeconfig = await server.start(folder);
});

afterEach(() => {
  server.stop();
  rmSync(folder, { recursive: true });
});

const secrets = [
  { namespace: "llm-d", name: "hf-token", keys: ["token", "other"] },
  { namespace: "llm-d", name: "their-token", keys: ["token"] },
];

const namespacePath = "/api/v1/namespaces/llm-d";

test("the namespace comes first and once, then every Secret with a placeholder for each key", async () => {
  await applySecrets(kubeconfig, secrets);
  expect(server.calls.map(({ line, contentType }) => [line, contentType])).toEqual([
    [`PATCH ${namespacePath}`, "application/apply-patch+yaml"],
    [`PATCH ${namespacePath}/secrets/hf-token`, "application/apply-patch+yaml"],
    [`PATCH ${namespacePath}/secrets/their-token`, "application/apply-patch+yaml"],
  ]);
  const data = { token: "c2ltdWxhdGVk", other: "c2ltdWxhdGVk" };
  expect(Buffer.from(data.token, "base64").toString()).toBe("simulated");
  expect(server.object(`${namespacePath}/secrets/hf-token`)).toMatchObject({ data });
});

test("existing Secrets stay, so that it can run before every update", async () => {
  server.put(namespacePath, { kind: "Namespace", metadata: { name: "llm-d", labels: { team: "a" } } });
  await applySecrets(kubeconfig, secrets);
  await applySecrets(kubeconfig, secrets);
  expect(server.object(namespacePath)).toMatchObject({ metadata: { labels: { team: "a" } } });
  expect(server.objects("/api/v1/secrets")).toHaveLength(2);
});

test("a refusal is no success", async () => {
  server.failNext(`PATCH ${namespacePath}/secrets`, 403);
  await expect(applySecrets(kubeconfig, secrets)).rejects.toMatchObject({ code: 403 });
});
