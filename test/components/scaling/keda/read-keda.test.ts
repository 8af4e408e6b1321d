import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { readKeda } from "../../../../components/scaling/keda/read-keda.pulumi";

const definitionPath = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/scaledobjects.keda.sh";
const servicePath = "/apis/apiregistration.k8s.io/v1/apiservices/v1beta1.external.metrics.k8s.io";

/** A field that a typed client would rename. */
const definition = { metadata: { name: "scaledobjects.keda.sh" }, spec: { enum: ["static"] } };

let answers: Readonly<Record<string, object | number>> = {};
const asked: string[] = [];
const server = createServer(({ url = "", method = "", headers }, response) => {
  asked.push(`${method} ${url} ${headers.authorization ?? "nobody"}`);
  const answer = answers[url] ?? 404;
  response.writeHead(typeof answer === "number" ? answer : 200, { "content-type": "application/json" });
  response.end(JSON.stringify(typeof answer === "number" ? { kind: "Status", code: answer } : answer));
});
const folder = mkdtempSync(path.join(tmpdir(), "read keda "));
let url = "";

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === "object" ? (address?.port ?? 0) : 0}`;
});

beforeEach(() => {
  asked.length = 0;
});

afterAll(() => {
  server.close();
  server.closeAllConnections();
  rmSync(folder, { recursive: true });
});

/** A kubeconfig of two contexts: one leads here, the other to where nobody listens. */
function kubeconfig(current: "here" | "nowhere", user: object = { token: "secret" }): string {
  const cluster = (name: string, address: string) => ({
    name,
    cluster: { server: address, "insecure-skip-tls-verify": true },
  });
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [cluster("here", url), cluster("nowhere", "http://127.0.0.1:1")],
    users: [{ name: "user", user }],
    contexts: ["here", "nowhere"].map((name) => ({ name, context: { cluster: name, user: "user" } })),
    "current-context": current,
  });
}

test("both objects are read as they are answered", async () => {
  const service = { metadata: { name: "v1beta1.external.metrics.k8s.io" } };
  answers = { [definitionPath]: definition, [servicePath]: service };

  expect(await readKeda({ kubeconfig: kubeconfig("here"), context: undefined })).toEqual({
    scaledObjects: definition,
    externalMetrics: service,
  });
  expect(asked.toSorted()).toEqual([
    `GET ${definitionPath} Bearer secret`,
    `GET ${servicePath} Bearer secret`,
  ]);
});

test("what is not there is told as such", async () => {
  answers = {};

  expect(await readKeda({ kubeconfig: kubeconfig("here"), context: undefined })).toEqual({
    scaledObjects: undefined,
    externalMetrics: undefined,
  });
});

test("the kubeconfig may be a file, and the context another than its own", async () => {
  answers = { [definitionPath]: definition };
  const file = path.join(folder, "kube config");
  writeFileSync(file, kubeconfig("nowhere"));

  expect(await readKeda({ kubeconfig: file, context: "here" })).toMatchObject({ scaledObjects: definition });
});

test("a program may hand out the credential, as on GKE", async () => {
  answers = {};
  const credential = { kind: "ExecCredential", status: { token: "of-an-hour" } };
  const exec = {
    apiVersion: "client.authentication.k8s.io/v1beta1",
    command: process.execPath,
    args: ["-p", JSON.stringify(JSON.stringify(credential))],
    interactiveMode: "Never",
    provideClusterInfo: true,
  };
  await readKeda({ kubeconfig: kubeconfig("here", { exec }), context: undefined });

  expect(asked).toHaveLength(2);
  expect(asked.every((call) => call.endsWith(" Bearer of-an-hour"))).toBe(true);
});

test.each([
  ["a refusal", 403, "its API server answers 403"],
  ["a fault", 500, "its API server answers 500"],
])("%s is told in one line", async (_, status, message) => {
  answers = { [definitionPath]: status };

  await expect(readKeda({ kubeconfig: kubeconfig("here"), context: undefined })).rejects.toThrow(
    new Error(message),
  );
});

test.each([
  ["an API server that is not there", "nowhere", {}, "ECONNREFUSED"],
  [
    "a program that is not there",
    "here",
    { exec: { command: "no-such-plugin", args: [] } },
    "no-such-plugin",
  ],
] as const)("%s is named", async (_, context, user, reason) => {
  await expect(readKeda({ kubeconfig: kubeconfig(context, user), context })).rejects.toThrow(reason);
});

test("a kubeconfig that is none is a failure like any other", async () => {
  await expect(readKeda({ kubeconfig: "/no/such/file", context: undefined })).rejects.toThrow();
});
