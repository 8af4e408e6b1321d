/**
 * `npm run bench:add-model`: one entry more in the stack file of a laptop cluster that serves, then `pulumi up`: seconds
 * from that command to the new model's first right answer, and to the command's end.
 */
import { runToExit } from "@switchyard/cluster/commands/command-line";
import { gatewayUrl } from "@switchyard/cluster/settings";
import { tableLines } from "../components/table-lines";
import { UserError } from "@switchyard/process/user-error";
import type { Laptop } from "../test/e2e/support/laptop";
import { benchSlot } from "./empty-cluster";
import { median } from "./measure";
import { progress } from "./progress";
import { withStartedLaptop } from "./started-laptop";
import { untilAnsweredMs } from "./until-answered";

const usual = ["Qwen/Qwen2.5-3B-Instruct", "microsoft/Phi-3-mini-4k-instruct"];
const added = "mistralai/Mistral-7B-Instruct-v0.3";
const gatewayPort = 80;
const runs = 3;

interface Times {
  readonly answerMs: number;
  readonly commandMs: number;
}

async function update(laptop: Laptop, models: readonly string[]): Promise<number> {
  laptop.setModels(models.map((model) => ({ model })));
  const startMs = performance.now();
  const { code, stdout } = await laptop.pulumi("up", "--yes", "--stack", "local", "--non-interactive");
  if (code !== 0) throw new UserError(`pulumi up failed: ${stdout}`);
  return performance.now() - startMs;
}

async function measure(laptop: Laptop, signal: AbortSignal): Promise<readonly Times[]> {
  const results: Times[] = [];
  // Reads the environment of the engine, which is no part of an update.
  await laptop.pulumi("version");
  while (results.length < runs) {
    signal.throwIfAborted();
    progress(`adding a model, run ${results.length + 1} of ${runs}`);
    const updating = update(laptop, [...usual, added]);
    const answering = untilAnsweredMs(gatewayUrl(benchSlot, gatewayPort), added);
    const [commandMs, answerMs] = await Promise.all([updating, answering]);
    results.push({ answerMs, commandMs });
    await update(laptop, usual);
  }
  return results;
}

async function main(): Promise<void> {
  progress("bench:add-model takes about two minutes");
  const results = await withStartedLaptop(measure);
  const seconds = (key: keyof Times) => (median(results.map((result) => result[key])) / 1000).toFixed(1);
  const columns = [{ title: "from `pulumi up` to" }, { title: "seconds", numeric: true }];
  const rows = [
    ["the first right answer", seconds("answerMs")],
    ["its end", seconds("commandMs")],
  ];
  console.log(tableLines(columns, rows).join("\n"));
}

void runToExit(main);
