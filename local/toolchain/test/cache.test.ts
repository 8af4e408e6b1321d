import os from "node:os";
import path from "node:path";
import { cacheDirectory, cachedFile, toolRecipe } from "../cache";
import { sampleTool } from "./sample-tool";

describe("cacheDirectory", () => {
  const home = path.join(os.homedir(), ".cache/switchyard");

  test.each([
    [{}, home],
    [{ XDG_CACHE_HOME: "" }, home],
    [{ XDG_CACHE_HOME: "/var/cache/me" }, "/var/cache/me/switchyard"],
    [{ XDG_CACHE_HOME: "/var/cache/me", SWITCHYARD_CACHE: "/data/tools" }, "/data/tools"],
    [{ SWITCHYARD_CACHE: "" }, home],
  ])("%j", (env, directory) => {
    expect(cacheDirectory(env)).toBe(directory);
  });
});

describe("cachedFile", () => {
  test("is in a folder of the tool's own", () => {
    expect(cachedFile("/cache", sampleTool)).toBe("/cache/etcd-9.5.3/etcd");
  });

  test("is in the folder that the tool names", () => {
    expect(cachedFile("/cache", { ...sampleTool, cacheFolder: "pulumi-93.2.0" })).toBe(
      "/cache/pulumi-93.2.0/etcd",
    );
  });
});

describe("toolRecipe", () => {
  test("is the same for the same tool, however long it is expected to take", async () => {
    const slower = { ...sampleTool, origin: { ...sampleTool.origin, expectedSec: 999 } };
    expect(await toolRecipe(slower)).toBe(await toolRecipe(sampleTool));
  });

  test.each([
    ["version", { ...sampleTool, version: "9.5.4" }],
    ["module", { ...sampleTool, origin: { ...sampleTool.origin, folder: "gateway-api" } }],
    ["linker variable", { ...sampleTool, origin: { ...sampleTool.origin, linkerVariables: { "a.b": "1" } } }],
  ])("differs with another %s", async (_title, changed) => {
    expect(await toolRecipe(changed)).not.toBe(await toolRecipe(sampleTool));
  });
});
