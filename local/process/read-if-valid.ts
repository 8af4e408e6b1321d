import { readFileSync } from "node:fs";
import type { z } from "zod";

/** The content of a JSON file; undefined if it is missing, damaged or from another version. */
export function readIfValid<Value>(file: string, schema: z.ZodType<Value>): Value | undefined {
  try {
    const content: unknown = JSON.parse(readFileSync(file, "utf8"));
    return schema.safeParse(content).data;
  } catch {
    return undefined;
  }
}
