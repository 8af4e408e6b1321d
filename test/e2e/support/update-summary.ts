import { z } from "zod";

const summarySchema = z
  .object({
    create: z.number(),
    update: z.number(),
    delete: z.number(),
    replace: z.number(),
    same: z.number(),
  })
  .partial();

/** How many resources an update created, changed, deleted, replaced and left alone; a count of 0 is left out. */
export type UpdateSummary = z.infer<typeof summarySchema>;

const lines: readonly (readonly [keyof UpdateSummary, RegExp])[] = [
  ["create", /^ +\+ (\d+) created$/m],
  ["update", /^ +~ (\d+) updated$/m],
  ["delete", /^ +- (\d+) deleted$/m],
  ["replace", /^ +\+-(\d+) replaced$/m],
  ["same", /(\d+) unchanged$/m],
];

/** Reads the summary that `pulumi up` and `pulumi destroy` print last. */
export function updateSummary(output: string): UpdateSummary {
  return summarySchema.parse(
    Object.fromEntries(
      lines.flatMap(([name, pattern]) => {
        const count = pattern.exec(output)?.[1];
        return count === undefined ? [] : [[name, Number(count)]];
      }),
    ),
  );
}
