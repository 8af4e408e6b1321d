import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { cachedFile } from "../cache";
import { decideStep } from "../decide";
import { ensureTool } from "../ensure";
import type { ToolProgress } from "../ensure";
import type { Installer } from "../install";
import { ReleaseUnusableError } from "../release";
import type { SurveyedTool } from "../survey";
import { sampleTool } from "./sample-tool";
import { temporaryFolder } from "./temporary-folder";

const folder = temporaryFolder();

const writes =
  (content: string): Installer =>
  (tool, { workDir, report }) => {
    report(`writing ${content}`);
    writeFileSync(path.join(workDir, tool.name), content);
    return Promise.resolve();
  };
const fails =
  (error: Error): Installer =>
  () =>
    Promise.reject(error);
const never = fails(new Error("must not be called"));

function surveyed(facts: {
  readonly isCached?: boolean;
  readonly isReleaseReachable?: boolean;
}): SurveyedTool {
  const step = decideStep(sampleTool, {
    isCached: facts.isCached ?? false,
    installedFile: undefined,
    isReleaseReachable: facts.isReleaseReachable ?? false,
  });
  return { tool: sampleTool, step, recipe: "r", file: cachedFile(folder(), sampleTool) };
}

async function ensure(
  tool: SurveyedTool,
  download: Installer,
  origin: Installer,
): Promise<readonly ToolProgress[]> {
  const news: ToolProgress[] = [];
  const { signal } = new AbortController();
  await ensureTool(tool, { download, origin }, (progress) => news.push(progress), signal);
  return news;
}

function sourcesAndStates(news: readonly ToolProgress[]): readonly string[] {
  return news.map(({ source, state }) => `${source} ${state}`);
}

describe("ensureTool", () => {
  test("has nothing to do for a cached tool", async () => {
    const news = await ensure(surveyed({ isCached: true }), never, never);
    expect(sourcesAndStates(news)).toEqual(["cached ready"]);
  });

  test("builds where no release can be reached", async () => {
    const tool = surveyed({});
    const news = await ensure(tool, never, writes("built"));
    expect(sourcesAndStates(news)).toEqual(["build working", "build ready"]);
    expect(readFileSync(tool.file, "utf8")).toBe("built");
  });

  test("downloads where it can", async () => {
    const tool = surveyed({ isReleaseReachable: true });
    const news = await ensure(tool, writes("downloaded"), never);
    expect(sourcesAndStates(news)).toEqual(["download working", "download ready"]);
    expect(readFileSync(tool.file, "utf8")).toBe("downloaded");
  });

  test("builds when the release turns out to be unusable", async () => {
    const tool = surveyed({ isReleaseReachable: true });
    const news = await ensure(tool, fails(new ReleaseUnusableError("HTTP 404")), writes("built"));
    expect(sourcesAndStates(news)).toEqual(["download working", "build working", "build ready"]);
    expect(news[1]?.detail).toBe("HTTP 404");
    expect(readFileSync(tool.file, "utf8")).toBe("built");
  });

  test("does not build around a wrong checksum", async () => {
    const download = fails(new Error("checksum differs"));
    await expect(ensure(surveyed({ isReleaseReachable: true }), download, never)).rejects.toThrow(
      "checksum differs",
    );
  });
});
