import { types } from "node:util";
import { CommanderError, InvalidArgumentError, Option } from "commander";
import { errorMessage, UserError } from "@switchyard/process/user-error";
import { Interruption } from "./interruption";

/** Exit codes of every command, for `--help`. */
export const exitCodesHelp = `
Exit codes: 0 success; 1 failure, with the reason printed; 2 wrong usage; 130 or 143 interrupted by Ctrl-C or SIGTERM.`;

/**
 * The option that selects one of ten clusters.
 * @param otherwise the default slot, in words; without it, slot 0.
 */
export function slotOption(otherwise?: string): Option {
  const text = "cluster slot, 0 to 9; ten clusters can run side by side";
  const option = new Option(
    "--slot <number>",
    otherwise === undefined ? text : `${text} (default: ${otherwise})`,
  )
    .env("SWITCHYARD_SLOT")
    .argParser(parseSlot);
  return otherwise === undefined ? option.default(0) : option;
}

/**
 * The slot that a text names.
 * @throws InvalidArgumentError for anything but a whole number from 0 to 9.
 */
export function parseSlot(text: string): number {
  if (!/^\d$/.test(text)) throw new InvalidArgumentError("must be a whole number from 0 to 9");
  return Number(text);
}

/** Runs a command to its end; a failure becomes its message on standard error and an exit code. */
export async function runToExit(command: () => Promise<unknown>): Promise<void> {
  try {
    await command();
  } catch (error) {
    if (error instanceof CommanderError) {
      // commander has already printed the mistake, or the requested help.
      process.exitCode = error.exitCode === 0 ? 0 : 2;
      return;
    }
    process.exitCode = error instanceof Interruption ? error.exitCode : 1;
    console.error(failureText(error));
  }
}

/** What to do about failures of the operating system, which are not bugs. */
const remedies: ReadonlyMap<string, string> = new Map([
  ["ENOSPC", "free some space and run the command again: it resumes from here"],
  ["EDQUOT", "free some space and run the command again: it resumes from here"],
  ["EACCES", "give your user access to it, or work on a copy that your user owns"],
  ["EPERM", "give your user access to it, or work on a copy that your user owns"],
  ["EROFS", "work on a writable copy"],
]);

/** The text for a failure: only the message for a user's mistake, with the stack trace for a bug. */
export function failureText(error: unknown): string {
  if (error instanceof Interruption || error instanceof UserError || isInvalidArgs(error))
    return error.message;
  const remedy = types.isNativeError(error) && "code" in error ? remedies.get(String(error.code)) : undefined;
  if (remedy !== undefined) return `${errorMessage(error)}; ${remedy}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** By name: importing the class takes a second, and most commands load nothing of the product. */
function isInvalidArgs(error: unknown): error is Error {
  return types.isNativeError(error) && error.name === "InvalidArgs";
}
