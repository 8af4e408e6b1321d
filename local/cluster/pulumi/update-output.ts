/** How many resources an update touched, by operation. */
export type ChangeCounts = Readonly<Record<string, number>>;

/** Lines about one resource, such as ` +  kubernetes:core/v1:Service a created (0.1s)`. */
const resourceLine = /^\s*[-+~@]{1,2}\s+\S+:\S+\s/;
const finishedLine = /\s(created|updated|replaced|deleted|\*\*\w+ failed\*\*|failed)\b/;
const count = /(\d+) (created|updated|replaced|deleted|unchanged)\b/g;
const sectionLine = /^(Diagnostics|Outputs|Resources|Duration):/;

/** A line of `pulumi up` about one resource: whether the operation is in progress or has ended. */
export function resourceNews(line: string): "ongoing" | "finished" | undefined {
  if (!resourceLine.test(line)) return undefined;
  return finishedLine.test(line) ? "finished" : "ongoing";
}

/** The counts at the end of an update's output; empty if it did not get that far. */
export function changeCounts(lines: readonly string[]): ChangeCounts {
  const matches = outputSection(lines, "Resources").flatMap((line) => [...line.matchAll(count)]);
  return Object.fromEntries(matches.map(([, number, change]) => [change ?? "", Number(number)]));
}

/** The engine's reasons for a failure: the diagnostics with an error, or the end of the output if there are none. */
export function failureReasons(lines: readonly string[]): readonly string[] {
  const reasons = diagnostics(lines)
    .map((group) => group.filter((line) => !isNoise(line)))
    .filter((group) => group.some((line) => line.includes("error:")));
  return reasons.length > 0 ? reasons.flat() : lines.filter((line) => line.trim() !== "").slice(-10);
}

/** The diagnostics, grouped by resource: its name is indented by two spaces, its messages by more. */
function diagnostics(lines: readonly string[]): readonly (readonly string[])[] {
  const groups: string[][] = [];
  for (const line of outputSection(lines, "Diagnostics")) {
    if (/^ {2}\S/.test(line)) groups.push([line]);
    else groups.at(-1)?.push(line);
  }
  return groups;
}

function isNoise(line: string): boolean {
  const text = line.trim();
  return text === "" || text === "error: update failed" || text.startsWith("warning: using pulumi-");
}

function outputSection(lines: readonly string[], title: string): readonly string[] {
  const start = lines.findLastIndex((line) => sectionLine.exec(line)?.[1] === title);
  if (start < 0) return [];
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => sectionLine.test(line));
  return end < 0 ? rest : rest.slice(0, end);
}
