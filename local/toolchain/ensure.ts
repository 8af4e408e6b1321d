import { decideStep } from "./decide";
import type { ToolStep } from "./decide";
import { installTool } from "./install";
import type { Installer } from "./install";
import type { Installers } from "./installers";
import { ReleaseUnusableError } from "./release";
import type { SurveyedTool } from "./survey";

/** Progress of one tool. */
export interface ToolProgress extends ToolStep {
  readonly state: "working" | "ready";
  readonly elapsedSec: number;
  /** What is being done right now; empty if there is nothing to add. */
  readonly detail: string;
}

const tickMs = 1000;

/**
 * Gets one tool in the chosen way, or in the other way if its release turns out to be unusable.
 * @throws UserError when it is unavailable; the signal's reason when it was stopped.
 */
export async function ensureTool(
  surveyed: SurveyedTool,
  installers: Installers,
  onProgress: (progress: ToolProgress) => void,
  signal: AbortSignal,
): Promise<void> {
  const { step } = surveyed;
  if (step.source === "cached" || step.source === "path") {
    onProgress({ ...step, state: "ready", elapsedSec: 0, detail: "" });
    return;
  }
  try {
    const installer = step.source === "download" ? installers.download : installers.origin;
    await runStep(surveyed, installer, onProgress, signal);
  } catch (error) {
    if (!(error instanceof ReleaseUnusableError)) throw error;
    const facts = { isCached: false, installedFile: undefined, isReleaseReachable: false };
    const fallback = { ...surveyed, step: decideStep(surveyed.tool, facts) };
    await runStep(fallback, installers.origin, onProgress, signal, error.message);
  }
}

async function runStep(
  { tool, file, recipe, step }: SurveyedTool,
  installer: Installer,
  onProgress: (progress: ToolProgress) => void,
  signal: AbortSignal,
  reason = "",
): Promise<void> {
  const startedMs = Date.now();
  let detail = reason;
  const tell = (state: ToolProgress["state"]): void => {
    onProgress({ ...step, state, elapsedSec: Math.round((Date.now() - startedMs) / 1000), detail });
  };
  const report = (text: string): void => {
    detail = text;
  };
  tell("working");
  const ticks = setInterval(() => {
    tell("working");
  }, tickMs);
  try {
    await installTool(tool, file, recipe, installer, { report, signal });
  } finally {
    clearInterval(ticks);
  }
  detail = "";
  tell("ready");
}
