import { requireDiskSpace } from "./disk-space";
import { requireGo, runGo } from "./go-command";
import type { SurveyedTool } from "./survey";
import { requirePip } from "./wheel";

const programsGiB = 2;
const buildGiB = 8;

/**
 * Makes sure that the machine can do what was decided, before any of it is begun.
 * @throws UserError naming what is missing.
 */
export async function checkPrerequisites(
  surveyed: readonly SurveyedTool[],
  needsModules: boolean,
  cacheDir: string,
): Promise<void> {
  const sources = new Set(surveyed.map(({ step }) => step.source));
  const builds = sources.has("build");
  if (sources.has("package")) await requirePip();
  if (builds || needsModules) await requireGo();
  if (builds || sources.has("download") || sources.has("package"))
    await requireDiskSpace(cacheDir, programsGiB);
  if (builds) await requireDiskSpace((await runGo(["env", "GOCACHE"], {})).trim(), buildGiB);
}
