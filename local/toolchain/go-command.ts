import { z } from "zod";
import { UserError } from "@switchyard/process/user-error";
import { CommandError, runCommand } from "./run-command";
import type { CommandOptions } from "./run-command";

/** The Go release that builds every tool; another installed release downloads it by itself. */
export const goToolchain = "go1.26.8";

const oldestGo = { major: 1, minor: 25 };

const downloadedModule = z.object({ Dir: z.string() });

/**
 * Runs `go` with the pinned toolchain, untouched by the user's own settings, and returns what it printed.
 * @param options its environment is added to this process's.
 * @throws UserError when Go is missing, or the modules cannot be fetched, or the disk is full; CommandError otherwise.
 */
export async function runGo(args: readonly string[], options: CommandOptions): Promise<string> {
  const env = {
    ...process.env,
    ...options.env,
    GOTOOLCHAIN: goToolchain,
    // Programs that depend on nothing: no C compiler to build, no C library to run.
    CGO_ENABLED: "0",
    GOFLAGS: "-mod=readonly",
    GOWORK: "off",
  };
  try {
    return await runCommand("go", args, { ...options, env });
  } catch (error) {
    throw explainGoFailure(error);
  }
}

/** Fetches one module of the go.mod in `cwd` and returns its folder, which is read-only. */
export async function moduleFolder(module: string, cwd: string, signal: AbortSignal): Promise<string> {
  const output = await runGo(["mod", "download", "-json", module], { cwd, signal });
  return downloadedModule.parse(JSON.parse(output)).Dir;
}

/**
 * Checks that a Go is installed that can fetch the pinned one.
 * @throws UserError when it is missing or too old.
 */
export async function requireRecentGo(): Promise<void> {
  const version = await installedGoEnv("GOVERSION");
  if (!isGoRecent(version)) throw new UserError(goNeeded(`got ${version}`));
}

/** Folder in which Go keeps what it has compiled. */
export function goBuildCache(): Promise<string> {
  return installedGoEnv("GOCACHE");
}

/** A setting of the installed Go, without fetching another release. */
async function installedGoEnv(name: string): Promise<string> {
  try {
    const env = { ...process.env, GOTOOLCHAIN: "local" };
    return (await runCommand("go", ["env", name], { env })).trim();
  } catch (error) {
    throw explainGoFailure(error);
  }
}

function goNeeded(got: string): string {
  return (
    `go: ${got}: Go ${oldestGo.major}.${oldestGo.minor} or newer is needed to build tools from source; ` +
    "install it from https://go.dev/dl and put it first on PATH"
  );
}

/** Whether a version as `go env GOVERSION` prints it, e.g. "go1.25.3", is recent enough. */
export function isGoRecent(version: string): boolean {
  const [, major = 0, minor = 0] = (/^(?:devel )?go(\d+)\.(\d+)/.exec(version) ?? []).map(Number);
  return major > oldestGo.major || (major === oldestGo.major && minor >= oldestGo.minor);
}

/** Turns failures that the user can fix into an error that explains how. */
export function explainGoFailure(error: unknown): unknown {
  if (!(error instanceof CommandError)) return error;
  const { errorOutput, exitCode } = error;
  if (exitCode === undefined) return new UserError(goNeeded("not found"));
  if (errorOutput.includes("no space left on device"))
    return new UserError(
      `go: no space left on the disk; free some and run the command again: it resumes from here`,
    );
  const unreachable = /^.*(dial tcp|no such host|i\/o timeout|TLS handshake timeout|proxyconnect).*$/m.exec(
    errorOutput,
  );
  if (unreachable !== null)
    return new UserError(
      `go: the module registry cannot be reached: ${unreachable[0].trim()}; check the network, or set GOPROXY to one ` +
        "that this machine can reach, and run the command again: it resumes from here",
    );
  return error;
}
