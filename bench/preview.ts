/**
 * `npm run bench:preview`: `pulumi preview` of the tpu stack on the simulated Google Cloud: with everything deployed, and
 * with nothing.
 */
import { runToExit } from "@switchyard/cluster/commands/command-line";
import { UserError } from "@switchyard/process/user-error";
import type { Laptop } from "../test/e2e/support/laptop";
import { median } from "./measure";
import { progress } from "./progress";
import { withStartedLaptop } from "./started-laptop";

const runs = 5;
const flags = ["--stack", "tpu", "--non-interactive"];

async function timedMs(laptop: Laptop, ...args: readonly string[]): Promise<number> {
  const startMs = performance.now();
  const { code, stdout } = await laptop.pulumi(...args, ...flags);
  if (code !== 0) throw new UserError(`pulumi ${args.join(" ")} failed: ${stdout}`);
  return performance.now() - startMs;
}

async function medianOfPreviews(laptop: Laptop, what: string): Promise<string> {
  const all: number[] = [];
  while (all.length < runs) {
    progress(`preview ${all.length + 1} of ${runs}, ${what}`);
    all.push(await timedMs(laptop, "preview"));
  }
  return `${(median(all) / 1000).toFixed(2).padStart(6)} s   ${what}`;
}

async function main(): Promise<void> {
  progress("bench:preview takes about three minutes");
  const lines = await withStartedLaptop(async (laptop) => {
    // Reads the environment of the engine, which is no part of a preview.
    await laptop.pulumi("version");
    const unchanged = await medianOfPreviews(laptop, "everything exists, nothing changes");
    progress("destroying the stack");
    laptop.setConfig({ "switchyard:cluster": { deletionProtection: false } });
    await timedMs(laptop, "up", "--yes", "--skip-preview");
    await timedMs(laptop, "destroy", "--yes", "--skip-preview");
    return [unchanged, await medianOfPreviews(laptop, "nothing exists, everything is new")];
  }, "tpu");
  console.log(lines.join("\n"));
}

void runToExit(main);
