import { taskLabel } from "../objects/labels";
import { taskTraits, tasks } from "../model/task";
import type { Task } from "../model/task";
import { parseArguments } from "../vllm/parse-arguments";
import { lastArgument } from "../vllm/splits";
import type { Deployment } from "./views";

/**
 * The task of a model server: its Deployment's label, else the task that its arguments imply. `undefined` if vLLM would
 * decide by the checkpoint.
 */
export function servedTask({ metadata, spec }: Deployment): Task | undefined {
  const label = metadata.labels[taskLabel];
  if (label !== undefined) return tasks.find((task) => task === label);
  const valueOf = argumentsOf(spec);
  if (valueOf("--runner") !== "pooling") return "generate";
  const convert = valueOf("--convert");
  return tasks.find((task) => convert !== undefined && taskTraits[task].convert === convert);
}

/** Reads the arguments of a model server once: the last value of each flag, as vLLM takes it. */
export function argumentsOf({ template }: Deployment["spec"]): (flag: string) => string | undefined {
  const { parsed } = parseArguments(template.spec.containers.flatMap(({ args }) => args));
  return (flag) => lastArgument(parsed, flag)?.values[0];
}
