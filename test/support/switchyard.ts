import { spawnSync } from "node:child_process";
import path from "node:path";
import { projectDir } from "./sources";

/** What a command printed, and its exit code. */
export interface CommandResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `switchyard` of this clone, as the npm scripts do. */
export function switchyard(args: readonly string[], cwd = projectDir): CommandResult {
  const program = path.join(projectDir, "bin", "switchyard.cjs");
  const env = { ...process.env, NO_COLOR: "1" };
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd,
    env,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}
