/**
 * `npm run bench:synth`: from a stack's configuration to all of its YAML, and to all that `pulumi up` asks the engine for,
 * for growing numbers of models. Both include checks and routing proof. What counts is the CPU time per model, and that it
 * does not grow. For comparison, `helm template` of the inference extension's chart `inferencepool`, once per pool, as its documents
 * say; it renders only some of the objects.
 */
import { objectsIn } from "../components/plan/deployment-plan";
import { engineManifest } from "../components/plan/engine-annotations";
import { checkStackConfig } from "../infra/load-stack";
import type { LoadedStack } from "../infra/load-stack";
import { synthFiles } from "../infra/synth-files";
import { runToExit } from "@switchyard/cluster/commands/command-line";
import { tableLines } from "../components/table-lines";
import { helmTemplateMs } from "./helm-template";
import { medianCpuMs } from "./measure";
import { progress } from "./progress";
import { stackConfig } from "./stack-config";

const sizes = [1, 10, 100, 1000];

/** What `up` passes to the engine. The engine's own SDK comes after it and is measured by `npm run bench:no-op`. */
function engineArgs({ plan }: LoadedStack): number {
  return objectsIn(plan).map(({ manifest }) => engineManifest(manifest)).length;
}

function benchmarkRow(models: number): readonly string[] {
  progress(`synth and up of ${models} models`);
  const config = stackConfig(models);
  const synthMs = medianCpuMs(() => synthFiles(checkStackConfig("bench", config)));
  const upMs = medianCpuMs(() => engineArgs(checkStackConfig("bench", config)));
  const times = [synthMs, upMs].flatMap((ms) => [ms.toFixed(0), (ms / models).toFixed(2)]);
  return [String(models), ...times];
}

async function main(): Promise<void> {
  progress("bench:synth takes about a minute, and a few more where helm has to be built first");
  const titles = ["models", "synth ms", "per model", "up ms", "per model"];
  const columns = titles.map((title) => ({ title, numeric: true }));
  console.log(tableLines(columns, sizes.map(benchmarkRow)).join("\n"));
  console.log(`\nhelm template of one inferencepool chart: ${(await helmTemplateMs()).toFixed(0)} ms a pool`);
}

void runToExit(main);
