import { serverOptions } from "../options";
import type { ServerOptions } from "../options";
import { readCommand } from "../vllm-command";

/**
 * Reads the arguments that follow `vllm serve`.
 * @throws ExitError where vLLM would end.
 */
export function parseOptions(
  argv: readonly string[],
  warn: (text: string) => void = () => undefined,
): ServerOptions {
  return serverOptions(readCommand(["vllm", "serve", ...argv], warn));
}
