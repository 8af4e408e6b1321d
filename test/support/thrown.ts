import { InvalidArgs } from "../../components/problems/problems";

/** The message of the user's mistake that an action reports; fails when it reports none, or anything else. */
export function refusal(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof InvalidArgs) return error.message;
    throw error;
  }
  throw new Error("nothing was refused");
}

/** The same without its first line: one line for each problem. */
export function problemLines(action: () => unknown): readonly string[] {
  return refusal(action)
    .split("\n")
    .slice(1)
    .map((line) => line.replace(/^ {2}- /, ""));
}
