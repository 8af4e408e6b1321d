/**
 * `npm run bench:tools`: seconds to get each tool of the laptop cluster into an empty cache, with an empty build cache of
 * Go, and the processor time of all of it. Modules that Go has already fetched are not fetched again. It takes about a
 * quarter of an hour and is not part of any other run.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { runToExit } from "@switchyard/cluster/commands/command-line";
import { withInterruption } from "@switchyard/cluster/commands/interruption";
import { tableLines } from "../components/table-lines";
import { ensureTools } from "@switchyard/toolchain";
import type { ToolProgress } from "@switchyard/toolchain";
import { progress } from "./progress";

const newsIntervalSec = 30;

function report({ name, state, source, elapsedSec }: ToolProgress): void {
  if (state === "ready" || elapsedSec % newsIntervalSec === 0)
    progress(`${name}: ${state}, ${source}, ${elapsedSec} s`);
}

const ticksPerMinute = 60 * 100;

/** Processor time of all exited child processes, which is reliable even on a shared machine. */
function childrenCpuMinutes(): number {
  const [, afterName = ""] = readFileSync("/proc/self/stat", "utf8").split(") ");
  const [user = 0, system = 0] = afterName.split(" ").slice(13, 15).map(Number);
  return (user + system) / ticksPerMinute;
}

async function main(): Promise<void> {
  progress("bench:tools takes about a quarter of an hour");
  const folder = mkdtempSync(path.join(os.tmpdir(), "switchyard-bench-"));
  const goCache = path.join(folder, "go-build");
  mkdirSync(goCache);
  Object.assign(process.env, { SWITCHYARD_CACHE: path.join(folder, "tools"), GOCACHE: goCache });
  const rows: string[][] = [];
  const startMs = performance.now();
  try {
    await withInterruption(
      () => {
        progress("stopping ...");
      },
      (signal) =>
        ensureTools((news) => {
          report(news);
          if (news.state === "ready") rows.push([news.name, news.source, String(news.elapsedSec)]);
        }, signal),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const totalSec = ((performance.now() - startMs) / 1000).toFixed(0);
  const columns = [{ title: "tool" }, { title: "from" }, { title: "seconds", numeric: true }];
  console.log(tableLines(columns, [...rows, ["all", "", totalSec]]).join("\n"));
  console.log(`processor time: ${childrenCpuMinutes().toFixed(1)} minutes`);
}

void runToExit(main);
