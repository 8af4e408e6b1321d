import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { installDefinitions } from "../../control-plane/install-definitions";
import { annotated, parseDefinitions } from "../../control-plane/resource-definitions";
import { KubernetesApi } from "@switchyard/contracts/testing/kubernetes-api";
import { until } from "@switchyard/process/testing/until";

const collection = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

function source(name: string, more = "") {
  const [parsed] = parseDefinitions(
    `apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: ${name}}\n${more}`,
  );
  if (parsed === undefined) throw new Error("no definition");
  return parsed;
}

const validated = `spec: {versions: [{name: v1, schema: {openAPIV3Schema: {default: {a: 1}, x-kubernetes-validations: [{rule: "true"}]}}}]}`;
const gateways = source("gateways.example.com", validated);
const routes = source("routes.example.com");

let folder: string;
let server: KubernetesApi;
let kubeconfig: string;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "install-definitions-"));
  server = new KubernetesApi();
  kubeconfig = await server.start(folder);
});

afterEach(() => {
  server.stop();
  rmSync(folder, { recursive: true });
});

const applied = () => server.callsOf("PATCH").map((call) => call.line.replace(`PATCH ${collection}/`, ""));

/** What an API server does with a definition after it took it. */
function serve(name: string): void {
  const target = `${collection}/${name}`;
  const conditions = [{ type: "Established", status: "True" }];
  server.put(target, { ...server.object(target), status: { conditions } });
}

function install(signal?: AbortSignal): Promise<number> {
  return installDefinitions(kubeconfig, [gateways, routes], signal);
}

test("what is missing is applied as it is written, and it is done once all are served", async () => {
  let isDone = false;
  const installing = install().then((count) => {
    isDone = true;
    return count;
  });
  await until(() => server.objects(collection).length === 2);
  serve("gateways.example.com");
  const lists = server.callsOf(`GET ${collection}`).length;
  await until(() => server.callsOf(`GET ${collection}`).length >= lists + 2);
  expect(isDone).toBe(false);
  serve("routes.example.com");
  expect(await installing).toBe(2);
  // The typed client would drop both.
  expect(server.object(`${collection}/gateways.example.com`)).toMatchObject({
    spec: {
      versions: [
        {
          schema: { openAPIV3Schema: { default: { a: 1 }, "x-kubernetes-validations": [{ rule: "true" }] } },
        },
      ],
    },
  });
  expect(server.callsOf("PATCH")[0]?.contentType).toBe("application/apply-patch+yaml");
});

test("what the cluster serves from the same text is not applied again", async () => {
  for (const one of [gateways, routes]) {
    server.put(`${collection}/${one.name}`, annotated(one, new Date(0)));
    serve(one.name);
  }
  expect(await install()).toBe(0);
  expect(applied()).toEqual([]);
});

test("only what has changed is applied", async () => {
  server.put(`${collection}/${gateways.name}`, annotated(gateways, new Date(0)));
  serve(gateways.name);
  server.put(
    `${collection}/${routes.name}`,
    annotated(source(routes.name, "spec: {versions: []}"), new Date(0)),
  );
  serve(routes.name);
  expect(await install()).toBe(1);
  expect(applied()).toEqual(["routes.example.com"]);
});

test("a definition that the API server refuses ends the start", async () => {
  server.failNext(`PATCH ${collection}/routes.example.com`, 422);
  await expect(install()).rejects.toMatchObject({ code: 422 });
});

test("a start that is stopped waits no longer", async () => {
  const stopped = new AbortController();
  const installing = install(stopped.signal);
  const ended = expect(installing).rejects.toThrow(new Error("interrupted"));
  await until(() => server.objects(collection).length === 2);
  stopped.abort(new Error("interrupted"));
  await ended;
});

test("a start that is stopped before applies nothing", async () => {
  await expect(install(AbortSignal.abort(new Error("interrupted")))).rejects.toThrow(
    new Error("interrupted"),
  );
  expect(applied()).toEqual([]);
});
