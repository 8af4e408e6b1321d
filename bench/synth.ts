/**
 * `npm run bench:synth`: from a stack's configuration to all of its YAML, checks and routing proof included, for growing
 * numbers of models. What counts is the time per model, and that it does not grow. Beside it `helm template` of the
 * inference extension's chart `inferencepool`, once per pool, as its documents say; it makes a part of the objects.
 */
import { checkStackConfig } from "../infra/load-stack";
import { synthFiles } from "../infra/synth-files";
import { runToExit } from "@switchyard/cluster/commands/command-line";
import { tableLines } from "../components/table-lines";
import { helmTemplateMs } from "./helm-template";
import { medianMs } from "./measure";
import { progress } from "./progress";
import { stackConfig } from "./stack-config";

const sizes = [1, 10, 100, 1000];

function synthRow(models: number): readonly string[] {
  progress(`synth of ${models} models`);
  const config = stackConfig(models);
  const totalMs = medianMs(() => synthFiles(checkStackConfig("bench", config)));
  return [String(models), totalMs.toFixed(0), (totalMs / models).toFixed(2)];
}

async function main(): Promise<void> {
  progress("bench:synth takes about a minute, and a few more where helm has to be built first");
  const columns = ["models", "total ms", "ms per model"].map((title) => ({ title, numeric: true }));
  const rows = sizes.map(synthRow);
  console.log(tableLines(columns, rows).join("\n"));
  console.log(`\nhelm template of one inferencepool chart: ${(await helmTemplateMs()).toFixed(0)} ms a pool`);
}

void runToExit(main);
