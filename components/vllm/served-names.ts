import { z } from "zod";
import { parseArguments } from "./parse-arguments";
import { lastOf } from "./splits";

const jsonModule = z.object({ name: z.string() });

/**
 * Names that a vLLM process answers to: its served names, or the model's own, and its adapters.
 * @param args of `vllm serve`, with or without `serve` itself.
 */
export function servedNames(args: readonly string[]): readonly string[] {
  const items = args[0] === "serve" ? args.slice(1) : args;
  const { parsed, faults } = parseArguments(items);
  const valuesOf = (flag: string): readonly string[] => lastOf(parsed, flag)?.values ?? [];
  const positional = items.filter((_, index) => faults.get(index)?.kind === "stray").slice(0, 1);
  const served = valuesOf("--served-model-name");
  const model = positional.length > 0 ? positional : valuesOf("--model");
  return [...(served.length > 0 ? served : model), ...valuesOf("--lora-modules").flatMap(adapterName)];
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
