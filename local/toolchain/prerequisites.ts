import { access, constants, mkdir } from "node:fs/promises";
import { errorMessage, UserError } from "@switchyard/process/user-error";
import { requireDiskSpace } from "./disk-space";
import { goBuildCache, requireRecentGo } from "./go-command";
import type { SurveyedTool } from "./survey";
import { requirePip } from "./wheel";

const programsGiB = 2;
const buildGiB = 8;
const otherDisk = "choose another disk with SWITCHYARD_CACHE, GOCACHE and GOMODCACHE";

/**
 * Checks that the machine can install the tools in the chosen ways, before any work starts.
 * @param needsModules whether files have to be copied from Go modules.
 * @throws UserError naming everything that is missing.
 */
export async function checkPrerequisites(
  surveyed: readonly SurveyedTool[],
  needsModules: boolean,
  cacheDir: string,
): Promise<void> {
  const sources = new Set(surveyed.map(({ step }) => step.source));
  const builds = sources.has("build");
  await requireAll([
    ...(sources.has("package") ? [requirePip] : []),
    ...(builds || needsModules ? [() => requireGo(builds)] : []),
    ...(builds || needsModules || sources.has("download") || sources.has("package")
      ? [() => requireCache(cacheDir)]
      : []),
  ]);
}

/** Runs all checks, so that everything missing is reported together. */
async function requireAll(checks: readonly (() => Promise<void>)[]): Promise<void> {
  const missing: string[] = [];
  for (const check of checks)
    await check().catch((error: unknown) => {
      if (!(error instanceof UserError)) throw error;
      missing.push(error.message);
    });
  if (missing.length > 0) throw new UserError(missing.join("\n"));
}

async function requireGo(forBuilds: boolean): Promise<void> {
  await requireRecentGo();
  if (forBuilds) await requireDiskSpace(await goBuildCache(), buildGiB, otherDisk);
}

async function requireCache(folder: string): Promise<void> {
  await requireWritableFolder(folder);
  await requireDiskSpace(folder, programsGiB, otherDisk);
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
