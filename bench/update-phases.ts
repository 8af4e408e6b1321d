import { z } from "zod";

/** A phase of an update, and its duration. */
export interface Phase {
  readonly name: string;
  readonly ms: number;
}

const lineSchema = z.object({ time: z.iso.datetime(), msg: z.string() });

/** The log line that ends each phase of an update, in order; the last one ends with the log. */
const ends: readonly (readonly [name: string, end: RegExp])[] = [
  ["the engine starts and reads its state", /^langhost\[nodejs\]\.Run\(/],
  ["its Node host starts and loads the SDK", /RegisterResource received: t=pulumi:pulumi:Stack,/],
  ["the program loads, plans and checks", /RegisterResource received: t=pulumi:providers:kubernetes,/],
  ["the provider starts", /RegisterResource received: t=switchyard:/],
  ["every resource is compared; the engine ends", /(?!)/],
];

/**
 * Duration of each phase of an update, from the log of `--logtostderr -v=7`. A phase whose end is not in the log is left
 * out, and its time counts for the next.
 */
export function updatePhases(log: string): readonly Phase[] {
  const entries = log.split("\n").flatMap(parseLine);
  const [first] = entries;
  const last = entries.at(-1);
  if (first === undefined || last === undefined) return [];
  let startMs = first.timeMs;
  return ends.flatMap(([name, end], index) => {
    const entry = index === ends.length - 1 ? last : entries.find(({ message }) => end.test(message));
    if (entry === undefined) return [];
    const ms = entry.timeMs - startMs;
    startMs = entry.timeMs;
    return [{ name, ms }];
  });
}

function parseLine(line: string) {
  if (!line.startsWith("{")) return [];
  const parsed = lineSchema.safeParse(JSON.parse(line));
  return parsed.success ? [{ timeMs: Date.parse(parsed.data.time), message: parsed.data.msg }] : [];
}
