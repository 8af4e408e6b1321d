import { ExitError } from "./exit-error";
import type { ServeArguments } from "./serve-arguments";

/** Options of one model server, read from vLLM's own arguments. */
export interface ServerOptions {
  readonly model: string;
  /** Names that a request may give for the base model. Answers carry the first one by default. */
  readonly servedNames: readonly string[];
  readonly port: number;
  readonly maxModelLen: number;
  /** Maximum number of concurrent requests; the others wait. */
  readonly maxRunning: number;
  readonly adapters: readonly Adapter[];
  /** Adapters that fit in a batch; 0 if LoRA is disabled. */
  readonly maxLoras: number;
  /** `auto`, `generate`, `pooling` or `draft`. */
  readonly runner: string;
  /** What a generating model is converted to: `auto`, `none`, `embed` or `classify`. */
  readonly convert: string;
  /** Overrides of the checkpoint's configuration, as JSON. */
  readonly hfOverrides: string;
}

/** One LoRA adapter, served under its own name. */
export interface Adapter {
  readonly name: string;
  readonly path: string;
}

/** vLLM's own defaults, except for the context and the batch, which depend on the model and the accelerator. */
const defaults = { model: "Qwen/Qwen3-0.6B", port: 8000, maxModelLen: 4096, maxRunning: 256, maxLoras: 1 };

/**
 * The options from a parsed command line. Options without effect here (`--tensor-parallel-size` and the like) are accepted
 * and ignored, because the same Deployment runs on GKE.
 * @throws ExitError for problems that vLLM finds before it serves.
 */
export function serverOptions(args: ServeArguments): ServerOptions {
  const { values } = args;
  const model = args.model ?? defaults.model;
  const servedNames = values.get("--served-model-name") ?? [];
  const adapters = (values.get("--lora-modules") ?? []).filter((text) => text !== "None").map(parseAdapter);
  const lora = values.get("--enable-lora")?.[0] === "--enable-lora";
  if (adapters.length > 0 && !lora)
    throw new ExitError("--lora-modules: LoRA is not enabled; add --enable-lora or remove the adapters", 1);
  return {
    model,
    servedNames: servedNames.length > 0 ? servedNames : [model],
    port: count(args, "--port", defaults.port),
    maxModelLen: autoOr(count(args, "--max-model-len", defaults.maxModelLen)),
    maxRunning: count(args, "--max-num-seqs", defaults.maxRunning),
    adapters,
    maxLoras: lora ? count(args, "--max-loras", defaults.maxLoras) : 0,
    runner: values.get("--runner")?.[0] ?? "auto",
    convert: values.get("--convert")?.[0] ?? "auto",
    hfOverrides: values.get("--hf-overrides")?.[0] ?? "{}",
  };
}

/** `auto`, which the parser reads as -1: what fits. */
function autoOr(maxModelLen: number): number {
  return maxModelLen === -1 ? defaults.maxModelLen : maxModelLen;
}

function count({ values }: ServeArguments, flag: string, byDefault: number): number {
  const text = values.get(flag)?.[0];
  if (text === undefined) return byDefault;
  const isAuto = flag === "--max-model-len" && text === "-1";
  if (!isAuto && Number(text) < 1)
    throw new ExitError(`${flag}: must be a whole number from 1, got ${text}`, 1);
  return Number(text);
}

/** `name=path`, or JSON as soon as there is a comma. */
function parseAdapter(text: string): Adapter {
  const at = text.indexOf("=");
  if (at !== -1 && !text.includes(",")) return { name: text.slice(0, at), path: text.slice(at + 1) };
  const json = parseJsonObject(text);
  if (json === undefined) throw usageError(`Invalid JSON format for --lora-modules: ${text}`);
  if (typeof json["name"] === "string" && typeof json["path"] === "string")
    return { name: json["name"], path: json["path"] };
  throw usageError(`Invalid fields for --lora-modules: ${text} - name and path must be given`);
}

function usageError(why: string): ExitError {
  return new ExitError(`usage: vllm serve [model_tag] [options]\nvllm serve: error: ${why}`, 2);
}

function parseJsonObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return undefined;
  }
}
