import { z } from "zod";
import { parseArguments } from "./parse-arguments";
import { lastArgument } from "./splits";

const jsonModule = z.object({ name: z.string() });

/**
 * Names that a vLLM process answers to: its served names, or the model's own, and its adapters.
 * @param commandLine of the process, or only what follows `vllm serve`.
 */
export function servedNames(commandLine: readonly string[]): readonly string[] {
  const items = serveArguments(commandLine);
  const { parsed, faults } = parseArguments(items);
  const valuesOf = (flag: string): readonly string[] => lastArgument(parsed, flag)?.values ?? [];
  const positional = items.filter((_, index) => faults.get(index)?.kind === "stray").slice(0, 1);
  const served = valuesOf("--served-model-name");
  const model = positional.length > 0 ? positional : valuesOf("--model");
  return [...(served.length > 0 ? served : model), ...valuesOf("--lora-modules").flatMap(adapterName)];
}

function serveArguments(commandLine: readonly string[]): readonly string[] {
  const [program, command] = commandLine;
  if (program === "vllm" && command === "serve") return commandLine.slice(2);
  return program === "serve" ? commandLine.slice(1) : commandLine;
}

/** Of `name=path`, or of the same as JSON. */
function adapterName(module: string): readonly string[] {
  if (!module.startsWith("{")) return [module.slice(0, module.indexOf("="))];
  try {
    const parsed = jsonModule.safeParse(JSON.parse(module));
    return parsed.success ? [parsed.data.name] : [];
  } catch {
    return [];
  }
}
