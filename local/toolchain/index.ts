import { z } from "zod";
import { defaultKubernetes } from "./kubernetes-choice";
import type { KubernetesChoice } from "./kubernetes-choice";
import { ensureArtifacts, haveArtifacts } from "./artifacts";
import type { ArtifactFolders } from "./artifacts";
import { cacheDirectory } from "./cache";
import type { ToolStep } from "./decide";
import { ensureTool } from "./ensure";
import type { ToolProgress } from "./ensure";
import { prefetchModules } from "./go-build";
import type { ModuleBuild } from "./go-build";
import { inLanes } from "./in-lanes";
import { realInstallers } from "./installers";
import { checkPrerequisites } from "./prerequisites";
import { schedulePhases } from "./schedule";
import { surveyTools } from "./survey";
import type { SurveyedTool } from "./survey";
import { extraTools } from "./extra-tools";
import { toolNames } from "./tool";
import type { ExtraToolName, ToolName } from "./tool";
import { toolsWith } from "./tools";

export type { ToolStep } from "./decide";
export type { ToolProgress } from "./ensure";
export { expectedTotalSec } from "./schedule";
export type { ToolName, ToolSource } from "./tool";

/** Everything external that the laptop cluster runs. */
export interface Toolchain extends ArtifactFolders {
  readonly cacheDir: string;
  /** Absolute path of each program. */
  readonly tools: Readonly<Record<ToolName, string>>;
}

const programsSchema = z.record(z.enum(toolNames), z.string());

/** What `ensureTools` would do for each tool, in start order; nothing is touched. */
export async function planTools(
  kubernetes: KubernetesChoice = defaultKubernetes,
): Promise<readonly ToolStep[]> {
  const surveyed = await surveyTools(toolsWith(kubernetes), cacheDirectory(process.env), process.env);
  return surveyed.map(({ step }) => step);
}

/**
 * Gets every tool, two at a time, and returns where they are.
 * @param onProgress called for each tool at its start, every second, and at its end.
 * @param signal stops the work and every process that it started; finished tools stay.
 * @param kubernetes the release of the control plane to get; that of the other choice is not touched.
 * @throws UserError when a tool is unavailable, with what to do.
 */
export async function ensureTools(
  onProgress: (progress: ToolProgress) => void,
  signal: AbortSignal = new AbortController().signal,
  kubernetes: KubernetesChoice = defaultKubernetes,
): Promise<Toolchain> {
  const cacheDir = cacheDirectory(process.env);
  const surveyed = await surveyTools(toolsWith(kubernetes), cacheDir, process.env);
  await checkPrerequisites(surveyed, !(await haveArtifacts(cacheDir)), cacheDir);
  const ended = new AbortController();
  const prefetch = prefetchModules(buildsAfterTheFirst(surveyed), AbortSignal.any([signal, ended.signal]));
  try {
    await getTools(surveyed, onProgress, signal);
    const folders = await ensureArtifacts(cacheDir, signal);
    return { cacheDir, ...folders, tools: programs(surveyed) };
  } finally {
    ended.abort();
    await prefetch;
  }
}

/**
 * Gets one optional program and returns its absolute path.
 * @throws UserError when it is unavailable, with what to do.
 */
export async function ensureExtraTool(
  name: ExtraToolName,
  onProgress: (progress: ToolProgress) => void,
  signal: AbortSignal = new AbortController().signal,
): Promise<string> {
  const cacheDir = cacheDirectory(process.env);
  const surveyed = await surveyTools([extraTools[name]], cacheDir, process.env);
  await checkPrerequisites(surveyed, false, cacheDir);
  await getTools(surveyed, onProgress, signal);
  return surveyed.map(({ file }) => file).join();
}

async function getTools(
  surveyed: readonly SurveyedTool[],
  onProgress: (progress: ToolProgress) => void,
  signal: AbortSignal,
): Promise<void> {
  const installers = realInstallers(process.env);
  const phases = schedulePhases(surveyed);
  const missing = new Set(phases.flat(2));
  for (const tool of surveyed) if (!missing.has(tool)) await ensureTool(tool, installers, onProgress, signal);
  for (const phase of phases)
    await inLanes(
      phase,
      async (queue, stopped) => {
        for (const tool of queue) await ensureTool(tool, installers, onProgress, stopped);
      },
      signal,
    );
}

function programs(surveyed: readonly SurveyedTool[]): Readonly<Record<ToolName, string>> {
  return programsSchema.parse(Object.fromEntries(surveyed.map(({ tool, file }) => [tool.name, file])));
}

/** The builds of each module, in order; the first module is fetched by its own build. */
function buildsAfterTheFirst(surveyed: readonly SurveyedTool[]): readonly ModuleBuild[] {
  const builds = new Map<string, string[]>();
  for (const { tool, step } of surveyed) {
    if (step.source !== "build" || tool.origin.kind !== "go") continue;
    const { folder, package: name } = tool.origin;
    builds.set(folder, [...(builds.get(folder) ?? []), name]);
  }
  return [...builds].slice(1).map(([folder, packages]) => ({ folder, packages }));
}
