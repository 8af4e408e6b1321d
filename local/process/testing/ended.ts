import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { z } from "zod";

const run = promisify(execFile);

/** How a command ended. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const failureSchema = z.object({ code: z.number(), stdout: z.string(), stderr: z.string() });

/**
 * Runs a command to its end, whatever its exit code.
 * @param echo prints its progress, for commands that may take minutes.
 */
export async function ended(
  command: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
  { echo = false } = {},
): Promise<Ended> {
  const running = run(command, args, { cwd, env, maxBuffer: 64 * 1024 * 1024 });
  if (echo) running.child.stderr?.pipe(process.stderr, { end: false });
  try {
    const { stdout, stderr } = await running;
    return { code: 0, stdout, stderr };
  } catch (error) {
    return failureSchema.parse(error);
  }
}
