import { decideStep } from "../decide";
import type { ToolFacts } from "../decide";
import type { Tool, ToolSource } from "../tool";
import { builtTool, sampleTool } from "./sample-tool";

const wheel: Tool = {
  ...builtTool,
  origin: { kind: "wheel", folder: "envoy", member: "bin/envoy", expectedSec: 7 },
};
const nothing: ToolFacts = { isCached: false, installedFile: undefined, isReleaseReachable: false };
const everything: ToolFacts = { isCached: true, installedFile: "/usr/bin/etcd", isReleaseReachable: true };

describe("decideStep", () => {
  test.each<[string, Tool, ToolFacts, ToolSource, number]>([
    ["the cache comes first", sampleTool, everything, "cached", 0],
    ["the user's own copy is next", sampleTool, { ...everything, isCached: false }, "path", 0],
    ["then the release", sampleTool, { ...nothing, isReleaseReachable: true }, "download", 10],
    ["then the source", sampleTool, nothing, "build", 50],
    ["no release is no way", builtTool, { ...nothing, isReleaseReachable: true }, "build", 50],
    ["a wheel is a package", wheel, nothing, "package", 7],
  ])("%s", (_title, tool, facts, source, expectedSec) => {
    expect(decideStep(tool, facts)).toEqual({
      ...{ name: "etcd", version: "9.5.3", source, expectedSec, queue: "etcd" },
    });
  });
});
