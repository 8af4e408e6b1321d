import { readFileSync } from "node:fs";
import { z } from "zod";
import { errorMessage, UserError } from "@switchyard/process/user-error";

/**
 * Reads and checks a settings file.
 * @throws UserError that names the file and every wrong key.
 */
export function readSettings<T>(file: string, schema: z.ZodType<T>): T {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new UserError(`settings file ${file}: must be readable JSON, got: ${errorMessage(error)}`);
  }
  const parsed = schema.safeParse(content);
  if (!parsed.success) throw new UserError(`settings file ${file}:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
