import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { apiInformers } from "../../kubernetes/informers";
import type { KindInformer } from "../../kubernetes/informers";
import { collectionPath, kindNames, kinds } from "../../kubernetes/kinds";
import type { KindName } from "../../kubernetes/kinds";
import { readKubeconfig } from "@switchyard/contracts/read-kubeconfig";
import { KubernetesApi } from "@switchyard/contracts/testing/kubernetes-api";
import { until } from "@switchyard/process/testing/until";

let folder: string;
let server: KubernetesApi;
let events: string[];
let make: (kind: KindName) => KindInformer;
const started: KindInformer[] = [];

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "informers-"));
  server = new KubernetesApi();
  const informers = apiInformers(readKubeconfig(await server.start(folder)));
  events = [];
  make = (kind) => {
    const informer = informers(kind, () => events.push(`${kind} listed`));
    informer.on("change", () => events.push(`${kind} changed`));
    informer.on("error", () => events.push(`${kind} failed`));
    started.push(informer);
    return informer;
  };
});

afterEach(async () => {
  await Promise.all(started.splice(0).map((informer) => informer.stop()));
  server.stop();
  rmSync(folder, { recursive: true });
});

function put(kind: KindName, name: string): void {
  const { dir, base } = path.posix.parse(collectionPath(kind));
  const { group, version } = kinds[kind];
  const apiVersion = group === "" ? version : `${group}/${version}`;
  const metadata = { name, namespace: "llm", uid: name, creationTimestamp: "2026-01-01T00:00:00Z" };
  server.put(`${dir}/namespaces/llm/${base}/${name}`, { apiVersion, metadata });
}

test.each(kindNames)("%s are listed and watched where the API serves them", async (kind) => {
  put(kind, "a");
  const informer = make(kind);
  await informer.start();
  expect(events).toEqual([`${kind} listed`, `${kind} changed`]);
  put(kind, "b");
  await until(() => events.length === 3);
  expect(informer.list()).toMatchObject([{ metadata: { name: "a" } }, { metadata: { name: "b" } }]);
  const lines = server.calls.map((call) => call.line);
  expect(lines).toEqual([`GET ${collectionPath(kind)}`, `WATCH ${collectionPath(kind)}`]);
});

test("a kind that cannot be listed is not taken for one without objects, and can be started again", async () => {
  put("gateways", "a");
  const informer = make("gateways");
  server.failNext("GET", 404);
  await informer.start();
  expect(events).toEqual(["gateways failed"]);
  expect(informer.list()).toEqual([]);
  await informer.start();
  expect(events.slice(1)).toEqual(["gateways listed", "gateways changed"]);
});

test("an object that goes is a change too", async () => {
  put("pods", "a");
  const informer = make("pods");
  await informer.start();
  server.remove("/api/v1/namespaces/llm/pods/a");
  await until(() => events.length === 3);
  expect(informer.list()).toEqual([]);
});

test("once it is stopped the watch is over, and nothing is told any more", async () => {
  const informer = make("pods");
  await informer.start();
  await until(() => server.watches === 1);
  await informer.stop();
  await until(() => server.watches === 0);
  put("pods", "a");
  expect(events.filter((event) => event !== "pods failed")).toEqual(["pods listed"]);
});
