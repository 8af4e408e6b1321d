import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { EnvoyConfigurator } from "../../envoy/envoy-configurator";
import { envoyPaths } from "../../envoy/envoy-paths";
import type { EnvoyPaths } from "../../envoy/envoy-paths";
import { model, oneModel, translateObjects } from "../support/cluster";

let dir: string;
let paths: EnvoyPaths;
/** Which files existed, and whether the routes knew the model phi, each time Envoy was waited for. */
let waits: { clusters: boolean; routes: boolean }[];
let taken: boolean;
let configurator: EnvoyConfigurator;

beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), "envoy-configurator-"));
  paths = envoyPaths(dir);
  waits = [];
  taken = true;
  const waitUntil = () => {
    waits.push({ clusters: mentionsPhi(paths.clusters), routes: mentionsPhi(routeFile()) });
    return Promise.resolve(taken);
  };
  configurator = new EnvoyConfigurator(paths, { waitUntil }, 0);
  configurator.prepare(26006);
});

afterEach(() => {
  rmSync(dir, { recursive: true });
});

const routeFile = () => path.join(paths.routeDir, "llm_gateway_http.json");
const mentionsPhi = (file: string) => existsSync(file) && readFileSync(file, "utf8").includes("pool_llm_phi");
const one = translateObjects(oneModel()).envoy;
const two = translateObjects(oneModel(), model("phi")).envoy;

test("Envoy can start before anything is known of the cluster", () => {
  expect(JSON.parse(readFileSync(paths.listeners, "utf8"))).toMatchObject({ resources: [] });
  expect(JSON.parse(readFileSync(paths.clusters, "utf8"))).toMatchObject({ resources: [] });
  expect(existsSync(paths.bootstrap)).toBe(true);
  expect(existsSync(path.dirname(paths.accessLog))).toBe(true);
});

test("a start keeps the configuration of the last run, so that traffic goes on", async () => {
  await configurator.apply(two);
  configurator.prepare(26006);
  expect(mentionsPhi(paths.clusters)).toBe(true);
});

test("routes to a new pool are written only when Envoy has its cluster", async () => {
  await configurator.apply(one);
  waits = [];
  expect(await configurator.apply(two)).toBe(true);
  expect(waits).toEqual([
    { clusters: true, routes: false },
    { clusters: true, routes: true },
  ]);
});

test("the cluster of a pool that is gone is taken away only when no route leads to it", async () => {
  await configurator.apply(two);
  waits = [];
  expect(await configurator.apply(one)).toBe(true);
  expect(waits).toContainEqual({ clusters: true, routes: false });
  expect(waits).not.toContainEqual({ clusters: false, routes: true });
  expect(waits.at(-1)).toEqual({ clusters: false, routes: false });
});

test("a cluster that could not be let go is tried again", async () => {
  await configurator.apply(two);
  taken = false;
  await configurator.apply(one);
  expect(mentionsPhi(paths.clusters)).toBe(true);
  taken = true;
  await configurator.apply(one);
  expect(mentionsPhi(paths.clusters)).toBe(false);
});

test("the same configuration again waits for nothing but the proof that Envoy has it", async () => {
  await configurator.apply(one);
  waits = [];
  await configurator.apply(one);
  expect(waits).toHaveLength(1);
});

test("files of a pool that is gone are removed when Envoy has let go of it", async () => {
  await configurator.apply(two);
  taken = false;
  expect(await configurator.apply(one)).toBe(false);
  expect(readdirSync(paths.endpointDir)).toContain("pool_llm_phi.json");
  taken = true;
  expect(await configurator.apply(one)).toBe(true);
  expect(readdirSync(paths.endpointDir).sort()).toEqual([
    "callout_llm_qwen-epp_9002.json",
    "pool_llm_qwen.json",
  ]);
});
