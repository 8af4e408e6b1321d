import { taskLabel } from "../serving/labels";
import { taskTraits, tasks } from "../serving/task";
import type { Task } from "../serving/task";
import { parseArguments } from "../vllm/parse-arguments";
import { lastOf } from "../vllm/splits";
import type { Deployment } from "./views";

/**
 * The task of a model server: what its Deployment is labelled with, else what its arguments leave no doubt about.
 * `undefined` where vLLM would decide it by the checkpoint.
 */
export function servedTask({ metadata, spec }: Deployment): Task | undefined {
  const label = metadata.labels[taskLabel];
  if (label !== undefined) return tasks.find((task) => task === label);
  const args = spec.template.spec.containers.flatMap((container) => container.args);
  if (argument(args, "--runner") !== "pooling") return "generate";
  const convert = argument(args, "--convert");
  return tasks.find((task) => convert !== undefined && taskTraits[task].convert === convert);
}

/** The last value of a flag, as vLLM takes it. */
export function argument(args: readonly string[], flag: string): string | undefined {
  return lastOf(parseArguments(args).parsed, flag)?.values[0];
}
