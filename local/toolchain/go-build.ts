import path from "node:path";
import { UserError } from "@switchyard/process/user-error";
import { toolSources } from "./cache";
import { runGo } from "./go-command";
import type { InstallJob } from "./install";
import { overlayFlags } from "./overlay";
import { CommandError } from "./run-command";
import type { GoOrigin, Tool } from "./tool";

const shownErrorLines = 10;

/**
 * Builds a tool from its pinned module into the job's folder. Go's own cache keeps what was compiled, so that an
 * interrupted build resumes.
 * @throws UserError when it fails.
 */
export async function buildFromModule(tool: Tool, origin: GoOrigin, job: InstallJob): Promise<void> {
  const { signal, workDir } = job;
  const cwd = path.join(toolSources, origin.folder);
  const overlay =
    origin.overlay === undefined ? [] : await overlayFlags(origin.overlay, cwd, workDir, signal);
  const variables = Object.entries(origin.linkerVariables).map(([name, value]) => `-X ${name}=${value}`);
  const flags = [
    ...["-trimpath", "-buildvcs=false"],
    // Debug information, which the linker drops below, is not even compiled.
    "-gcflags=all=-dwarf=false",
    ...["-ldflags", ["-s -w", ...variables].join(" ")],
  ];
  const output = path.join(workDir, tool.name);
  try {
    await runGo(["build", ...overlay, ...flags, "-o", output, origin.package], {
      cwd,
      signal,
      // Goes away with the folder, even when `go` is killed.
      env: { GOTMPDIR: workDir },
      onErrorLine: (line) => {
        if (line.startsWith("go: downloading ")) job.report(line.slice("go: ".length));
      },
    });
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    const reason = error.errorOutput
      .split("\n")
      .filter((line) => !line.startsWith("go: downloading "))
      .slice(-shownErrorLines);
    throw new UserError(`${tool.name}: go build in tools/${origin.folder} failed:\n${reason.join("\n")}`);
  }
}

/** The builds from one module. */
export interface ModuleBuild {
  /** Folder under tools/ with the go.mod that pins it. */
  readonly folder: string;
  readonly packages: readonly string[];
}

/**
 * Fetches the modules of the next builds while the current one compiles. Failures are left to those builds, which hit
 * them again and explain them.
 */
export async function prefetchModules(builds: readonly ModuleBuild[], signal: AbortSignal): Promise<void> {
  for (const { folder, packages } of builds) {
    const cwd = path.join(toolSources, folder);
    // `go list -deps` needs, and so fetches, exactly the modules that the build needs.
    await runGo(["list", "-deps", "-e", ...packages], { cwd, signal }).catch(() => undefined);
    if (signal.aborted) return;
  }
}
