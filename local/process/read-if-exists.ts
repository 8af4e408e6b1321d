import { readFileSync } from "node:fs";
import { types } from "node:util";

/**
 * The text of a file, or undefined if it does not exist.
 * @throws Error for any other failure: an unreadable file must not be treated as missing.
 */
export function readIfExists(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (types.isNativeError(error) && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
