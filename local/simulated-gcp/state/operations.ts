import { appendFileSync } from "node:fs";
import { z } from "zod";

const operation = z.strictObject({
  /** ISO 8601. */
  time: z.string(),
  phase: z.enum(["begin", "end", "failed"]),
  call: z.enum(["create", "read", "update", "delete"]),
  /** Pulumi's name of the type. */
  type: z.string(),
  /** Name of the resource in Google Cloud: the last part of its id. */
  name: z.string(),
  urn: z.string(),
  /** Why it failed. */
  error: z.string().optional(),
});

/** Start or end of a call of the engine. Previews do not count. */
export type Operation = z.infer<typeof operation>;

/** Adds a line to the journal. Only the last line can be cut off by a kill. */
export function recordOperation(file: string, entry: Operation): void {
  appendFileSync(file, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
}

/** The journal's complete lines, in order. */
export function parseOperations(text: string): readonly Operation[] {
  const lines = text.split("\n").slice(0, -1);
  return lines.map((line) => operation.parse(JSON.parse(line)));
}
