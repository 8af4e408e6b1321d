import { readFileSync } from "node:fs";
import { types } from "node:util";

/**
 * The text of a file, or undefined where there is none.
 * @throws Error for any other trouble: what cannot be read must not be taken for what is not there.
 */
export function readIfExists(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (types.isNativeError(error) && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
