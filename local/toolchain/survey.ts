import { cachedFile, isIntact, toolRecipe } from "./cache";
import { decideStep } from "./decide";
import type { ToolStep } from "./decide";
import { findInstalledCopy } from "./installed-copy";
import { isReleaseReachable } from "./release";
import type { Tool } from "./tool";

/** A tool with the way in which it will be obtained. */
export interface SurveyedTool {
  readonly tool: Tool;
  readonly step: ToolStep;
  readonly recipe: string;
  /** Absolute path of the program, which may not exist yet. */
  readonly file: string;
}

/** Inspects this machine and decides for every tool, in at most a few seconds; nothing is changed. */
export function surveyTools(
  tools: readonly Tool[],
  cacheDir: string,
  env: NodeJS.ProcessEnv,
): Promise<readonly SurveyedTool[]> {
  return Promise.all(tools.map((tool) => surveyTool(tool, cacheDir, env)));
}

async function surveyTool(tool: Tool, cacheDir: string, env: NodeJS.ProcessEnv): Promise<SurveyedTool> {
  const file = cachedFile(cacheDir, tool);
  const recipe = await toolRecipe(tool);
  if (await isIntact(file, recipe)) {
    const facts = { isCached: true, installedFile: undefined, isReleaseReachable: false };
    return { tool, recipe, file, step: decideStep(tool, facts) };
  }
  const [installedFile, reachable] = await Promise.all([
    findInstalledCopy(tool, env),
    tool.release === undefined ? false : isReleaseReachable(tool.release, env),
  ]);
  const step = decideStep(tool, { isCached: false, installedFile, isReleaseReachable: reachable });
  return { tool, recipe, file: installedFile ?? file, step };
}
