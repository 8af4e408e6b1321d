/**
 * `npm run bench:synth`: from a stack's configuration to all of its YAML, checks and routing proof included, for growing
 * numbers of models. What counts is the time per model, and its ratio to that of the smallest stack: it should not grow.
 */
import { checkStackConfig } from "../infra/load-stack";
import { synthFiles } from "../infra/synth-files";
import { medianMs } from "./measure";

const sizes = [1, 10, 100, 1000];

function configOf(models: number): Readonly<Record<string, unknown>> {
  return {
    zone: "europe-west4-a",
    accelerator: "tpu-v6e-4",
    nodePools: { maxNodes: 100 },
    models: Array.from({ length: models }, (_, index) => ({
      model: `example/Model-${index}-3B-Instruct`,
      // A pool holds a hundred nodes at most; parked models cost the same to synthesize.
      replicas: index < 100 ? 1 : 0,
    })),
  };
}

console.log("models   total ms   ms per model");
for (const models of sizes) {
  const config = configOf(models);
  const totalMs = medianMs(() => synthFiles(checkStackConfig("bench", config)));
  console.log(
    `${String(models).padStart(6)}   ${totalMs.toFixed(0).padStart(8)}   ${(totalMs / models).toFixed(2).padStart(12)}`,
  );
}
