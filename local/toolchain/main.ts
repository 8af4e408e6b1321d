import { createColors } from "picocolors";
import { hasColor } from "@switchyard/process/colors";
import { UserError } from "@switchyard/process/user-error";
import { ensureTools, planTools } from ".";
import type { ToolProgress, ToolStep } from ".";

const pc = createColors(hasColor(process.stdout.fd, process.env));

/** At most one line in this time for a running tool, so that a log stays readable. */
const newsIntervalSec = 15;

function formatStep({ name, version, source, expectedSec }: ToolStep): string {
  const time = expectedSec > 0 ? `about ${expectedSec} s` : "";
  return `  ${name.padEnd(27)} ${version.padEnd(9)} ${source.padEnd(9)} ${time}`.trimEnd();
}

function formatProgress({ name, source, state, elapsedSec, expectedSec, detail }: ToolProgress): string {
  const time = expectedSec > 0 ? ` ${elapsedSec} s of about ${expectedSec} s` : "";
  const more = detail === "" ? "" : pc.dim(` (${detail})`);
  return `${state === "ready" ? pc.green("ready") : pc.cyan(source)} ${name}${time}${more}`;
}

function printProgress(progress: ToolProgress): void {
  if (progress.state === "ready" || progress.elapsedSec % newsIntervalSec === 0)
    console.log(formatProgress(progress));
}

async function main(): Promise<void> {
  const stopped = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const)
    process.once(name, () => {
      stopped.abort(new UserError("stopped; run it again to resume"));
    });
  const steps = await planTools();
  console.log(steps.map(formatStep).join("\n"));
  const { cacheDir } = await ensureTools(printProgress, stopped.signal);
  console.log(`all tools are in ${cacheDir}`);
}

main().catch((error: unknown) => {
  console.error(error instanceof UserError ? pc.red(error.message) : error);
  process.exitCode = 1;
});
