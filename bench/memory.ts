/**
 * `npm run bench:memory`: processes of the whole laptop cluster with the two models of the `local` stack, after the
 * counted requests of `npm start`, and the memory that each of them holds.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { runToExit } from "@switchyard/cluster/commands/command-line";
import { readRecords } from "@switchyard/process/process-records";
import { tableLines } from "../components/table-lines";
import { readMemory } from "./process-memory";
import { progress } from "./progress";
import { withStartedLaptop } from "./started-laptop";

/** Long enough for garbage of the start to be collected. */
const settleMs = 20_000;

const mebibytes = (kibibytes: number) => (kibibytes / 1024).toFixed(0);

async function main(): Promise<void> {
  progress("bench:memory takes about a minute");
  const processes = await withStartedLaptop(async ({ settings }) => {
    progress("letting it settle");
    await sleep(settleMs);
    return readMemory(readRecords(settings.processDir).map(({ pid }) => pid));
  });
  const sum = (key: "rssKiB" | "pssKiB") => processes.reduce((total, process) => total + process[key], 0);
  const rows = processes.map(({ name, rssKiB, pssKiB }) => [name, mebibytes(rssKiB), mebibytes(pssKiB)]);
  const columns = [
    { title: "process" },
    { title: "RSS MiB", numeric: true },
    { title: "PSS MiB", numeric: true },
  ];
  const total = [`${processes.length} processes`, mebibytes(sum("rssKiB")), mebibytes(sum("pssKiB"))];
  console.log(tableLines(columns, [...rows, total]).join("\n"));
}

void runToExit(main);
