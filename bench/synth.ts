/**
 * `npm run bench:synth`: from a stack's configuration to all of its YAML, checks and routing proof included, for growing
 * numbers of models. What counts is the time per model, and that it does not grow. Beside it `helm template` of the
 * inference extension's chart `inferencepool`, once per pool, as its documents say; it makes a part of the objects.
 */
import { execFileSync } from "node:child_process";
import path from "node:path";
import { checkStackConfig } from "../infra/load-stack";
import { synthFiles } from "../infra/synth-files";
import { runToExit } from "../local/commands/command-line";
import { tableLines } from "../local/table-lines";
import { ensureExtraTool } from "../local/toolchain";
import { toolSources } from "../local/toolchain/cache";
import { moduleFolder } from "../local/toolchain/go-command";
import { medianMs } from "./measure";
import { progress } from "./progress";
import { stackConfig } from "./stack-config";

const sizes = [1, 10, 100, 1000];
const inferenceExtension = "sigs.k8s.io/gateway-api-inference-extension";

function synthRow(models: number): readonly string[] {
  progress(`synth of ${models} models`);
  const config = stackConfig(models);
  const totalMs = medianMs(() => synthFiles(checkStackConfig("bench", config)));
  return [String(models), totalMs.toFixed(0), (totalMs / models).toFixed(2)];
}

async function helmMs(): Promise<number> {
  const helm = await ensureExtraTool("helm", ({ detail, elapsedSec }) => {
    if (elapsedSec % 10 === 0) progress(`helm: ${elapsedSec} s ${detail}`);
  });
  const { signal } = new AbortController();
  const module = await moduleFolder(
    inferenceExtension,
    path.join(toolSources, "inference-extension"),
    signal,
  );
  const chart = path.join(module, "config", "charts", "inferencepool");
  const args = ["template", "pool", chart, "--set", "inferencePool.modelServers.matchLabels.app=vllm"];
  progress("helm template");
  return medianMs(() => execFileSync(helm, [...args, "--set", "provider.name=gke"]));
}

async function main(): Promise<void> {
  progress("bench:synth takes about a minute, and a few more where helm has to be built first");
  const columns = ["models", "total ms", "ms per model"].map((title) => ({ title, numeric: true }));
  const rows = sizes.map(synthRow);
  console.log(tableLines(columns, rows).join("\n"));
  console.log(`\nhelm template of one inferencepool chart: ${(await helmMs()).toFixed(0)} ms per pool`);
}

void runToExit(main);
