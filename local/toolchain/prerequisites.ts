import { access, constants, mkdir } from "node:fs/promises";
import { errorMessage, UserError } from "../user-error";
import { requireDiskSpace } from "./disk-space";
import { requireGo, runGo } from "./go-command";
import type { SurveyedTool } from "./survey";
import { requirePip } from "./wheel";

const programsGiB = 2;
const buildGiB = 8;

/**
 * Makes sure that the machine can do what was decided, before any of it is begun.
 * @param needsModules whether files have to be taken out of Go modules.
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
  if (builds || sources.has("download") || sources.has("package")) {
    await requireWritableFolder(cacheDir);
    await requireDiskSpace(cacheDir, programsGiB);
  }
  if (builds) await requireDiskSpace((await runGo(["env", "GOCACHE"], {})).trim(), buildGiB);
}

async function requireWritableFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
  } catch (error) {
    throw new UserError(
      `${folder}: cannot be written: ${errorMessage(error)}; choose another folder with SWITCHYARD_CACHE`,
    );
  }
}
