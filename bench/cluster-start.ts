/**
 * `npm run bench:cluster-start`: seconds from `npm start`, with the tools in the cache, to the first right answer of both
 * models, and to its end, after 420 requests: from nothing, from stopped, and with the cluster up.
 */
import { runToExit } from "@switchyard/cluster/commands/command-line";
import { gatewayUrl } from "@switchyard/cluster/settings";
import { tableLines } from "../components/table-lines";
import type { Laptop } from "../test/e2e/support/laptop";
import { benchSlot } from "./empty-cluster";
import { progress } from "./progress";
import { startLaptop, withLaptop } from "./started-laptop";
import { untilAnsweredMs } from "./until-answered";

const models = ["Qwen/Qwen2.5-3B-Instruct", "microsoft/Phi-3-mini-4k-instruct"];
const gatewayPort = 80;

async function measureStart(laptop: Laptop, from: string): Promise<readonly string[]> {
  progress(`npm start ${from}`);
  const url = gatewayUrl(benchSlot, gatewayPort);
  const [endMs, ...answersMs] = await Promise.all([
    startLaptop(laptop),
    ...models.map((model) => untilAnsweredMs(url, model)),
  ]);
  return [from, seconds(Math.max(...answersMs)), seconds(endMs)];
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(1);
}

async function main(): Promise<void> {
  progress("bench:cluster-start takes about two minutes");
  const rows = await withLaptop(async (laptop) => {
    const fromNothing = await measureStart(laptop, "from nothing");
    await laptop.local("down");
    const fromStopped = await measureStart(laptop, "from stopped");
    return [fromNothing, fromStopped, await measureStart(laptop, "cluster up")];
  });
  const columns = [
    { title: "npm start" },
    { title: "both models answer, s", numeric: true },
    { title: "end, s", numeric: true },
  ];
  console.log(tableLines(columns, rows).join("\n"));
}

void runToExit(main);
