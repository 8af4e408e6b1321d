import { types } from "node:util";
import { CommanderError } from "commander";
import { InvalidArgs } from "../components/problems/problems";

/** A mistake that the user can act on; shown without a stack trace. */
export class UserError extends Error {
  override readonly name: string = "UserError";
}

/** An argument that cannot be meant. */
export class UsageError extends UserError {
  override readonly name = "UsageError";
}

/** Exit codes of every command, for `--help`. */
export const exitCodesHelp = `
Exit codes: 0 success; 1 failure, with the reason printed; 2 wrong usage.`;

/** Runs a command to its end: a failure becomes its message on standard error and an exit code. */
export async function runToExit(command: () => Promise<unknown>): Promise<void> {
  try {
    await command();
  } catch (error) {
    if (error instanceof CommanderError) {
      // commander has already printed the mistake, or the requested help.
      process.exitCode = error.exitCode === 0 ? 0 : 2;
      return;
    }
    process.exitCode = error instanceof UsageError ? 2 : 1;
    console.error(failureText(error));
  }
}

/** The message of a user's mistake or of the operating system; for a bug, the stack trace as well. */
export function failureText(error: unknown): string {
  if (!types.isNativeError(error)) return String(error);
  const isActionable = error instanceof UserError || error instanceof InvalidArgs || "syscall" in error;
  return isActionable ? error.message : (error.stack ?? error.message);
}
