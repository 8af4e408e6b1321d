/**
 * `npm run bench:no-op`: a `pulumi up` of the local stack that changes nothing, on a laptop cluster that serves, and where
 * its time goes by the engine's own log. Writing that log makes its run a little slower than the others.
 */
import { runToExit } from "@switchyard/cluster/commands/command-line";
import { tableLines } from "../components/table-lines";
import { UserError } from "@switchyard/process/user-error";
import type { Laptop } from "../test/e2e/support/laptop";
import { median } from "./measure";
import { progress } from "./progress";
import { withStartedLaptop } from "./started-laptop";
import { updatePhases } from "./update-phases";

const runs = 5;
const up = ["up", "--yes", "--skip-preview", "--stack", "local", "--non-interactive"];

async function timed(laptop: Laptop, ...flags: readonly string[]) {
  const startMs = performance.now();
  const { code, stdout, stderr } = await laptop.pulumi(...up, ...flags);
  if (code !== 0) throw new UserError(`pulumi up failed: ${stdout}`);
  return { ms: performance.now() - startMs, log: stderr };
}

async function main(): Promise<void> {
  progress("bench:no-op takes about a minute and a half");
  const { ms, logged } = await withStartedLaptop(async (laptop) => {
    // Reads the environment of the engine, which is no part of an update.
    await laptop.pulumi("version");
    const all: number[] = [];
    while (all.length < runs) {
      progress(`no-op update ${all.length + 1} of ${runs}`);
      all.push((await timed(laptop)).ms);
    }
    return { ms: median(all), logged: await timed(laptop, "--logtostderr", "-v=7") };
  });
  const seconds = (value: number) => (value / 1000).toFixed(2);
  console.log(
    `${seconds(ms)} s, the median of ${runs}. Of one that writes a log, ${seconds(logged.ms)} s:\n`,
  );
  const columns = [{ title: "phase" }, { title: "seconds", numeric: true }];
  const rows = updatePhases(logged.log).map((phase) => [phase.name, seconds(phase.ms)]);
  console.log(tableLines(columns, rows).join("\n"));
}

void runToExit(main);
