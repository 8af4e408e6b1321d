import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { Server } from "node:http";
import path from "node:path";
import { cachedFile, placeProgram, toolRecipe } from "../cache";
import { surveyTools } from "../survey";
import type { Tool } from "../tool";
import { builtTool, sampleTool } from "./sample-tool";
import { temporaryFolder } from "./temporary-folder";

const folder = temporaryFolder();
const cache = () => path.join(folder(), "cache");
const unreachable = { SWITCHYARD_RELEASES: "http://127.0.0.1:1" };

let mirror: Server | undefined;
const asked: string[] = [];

beforeEach(() => {
  asked.length = 0;
});

afterEach(() => {
  mirror?.close();
  mirror?.closeAllConnections();
  mirror = undefined;
});

async function serveReleases(status: number): Promise<NodeJS.ProcessEnv> {
  mirror = createServer((request, response) => {
    asked.push(`${request.method ?? ""} ${request.url ?? ""}`);
    response.writeHead(status).end();
  }).listen(0, "127.0.0.1");
  await once(mirror, "listening");
  const address = mirror.address();
  return {
    SWITCHYARD_RELEASES: `http://127.0.0.1:${typeof address === "object" ? (address?.port ?? 0) : 0}`,
  };
}

async function putInCache(tool: Tool, recipe?: string): Promise<void> {
  const file = cachedFile(cache(), tool);
  mkdirSync(path.dirname(file), { recursive: true });
  const finished = path.join(folder(), "finished");
  writeFileSync(finished, "program");
  await placeProgram(finished, file, recipe ?? (await toolRecipe(tool)));
}

function putOnPath(version: string): string {
  const bin = path.join(folder(), "bin");
  mkdirSync(bin, { recursive: true });
  writeFileSync(path.join(bin, "etcd"), `#!/bin/sh\necho "etcd Version: ${version}"\n`, { mode: 0o755 });
  return bin;
}

async function survey(tool: Tool, env: NodeJS.ProcessEnv) {
  const [surveyed] = await surveyTools([tool], cache(), env);
  return { source: surveyed?.step.source, file: surveyed?.file, recipe: surveyed?.recipe };
}

test("a program in the cache is taken, and nothing else is asked", async () => {
  await putInCache(sampleTool);
  const env = { ...(await serveReleases(200)), PATH: putOnPath("9.5.9") };
  expect(await survey(sampleTool, env)).toEqual({
    source: "cached",
    file: cachedFile(cache(), sampleTool),
    recipe: await toolRecipe(sampleTool),
  });
  expect(asked).toEqual([]);
});

test("a program in the cache that was made in another way does not count", async () => {
  await putInCache(builtTool, "recipe of an older checkout");
  expect(await survey(builtTool, {})).toMatchObject({
    source: "build",
    file: cachedFile(cache(), builtTool),
  });
});

test("the user's own copy in a version that fits comes before the release", async () => {
  const bin = putOnPath("9.5.9");
  const env = { ...(await serveReleases(200)), PATH: bin };
  expect(await survey(sampleTool, env)).toMatchObject({ source: "path", file: path.join(bin, "etcd") });
});

test("another version on PATH does not serve; the release does where it answers", async () => {
  const env = { ...(await serveReleases(200)), PATH: putOnPath("3.5.0") };
  expect(await survey(sampleTool, env)).toMatchObject({
    source: "download",
    file: cachedFile(cache(), sampleTool),
  });
  expect(asked).toEqual(["HEAD /example.com/v9.5.3/SHA256SUMS"]);
});

test.each([403, 404, 500])("a release that answers %d is built from source", async (status) => {
  expect(await survey(sampleTool, await serveReleases(status))).toMatchObject({ source: "build" });
});

test("a release that cannot be reached is built from source; so is a tool that has none", async () => {
  expect(await survey(sampleTool, unreachable)).toMatchObject({ source: "build" });
  expect(await survey(builtTool, await serveReleases(200))).toMatchObject({ source: "build" });
  expect(asked).toEqual([]);
});

test("tools are surveyed in their order", async () => {
  const envoy: Tool = { ...builtTool, name: "envoy" };
  const surveyed = await surveyTools([envoy, sampleTool, builtTool], cache(), unreachable);
  expect(surveyed.map(({ tool }) => tool)).toEqual([envoy, sampleTool, builtTool]);
});
