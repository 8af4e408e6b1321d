/** What one model server serves, read from vLLM's own arguments. */
export interface ServerOptions {
  readonly model: string;
  /** Names that a request may give for the base model. The first one is the one that answers carry by default. */
  readonly servedNames: readonly string[];
  readonly port: number;
  readonly maxModelLen: number;
  /** Requests that run at once; the others wait. */
  readonly maxRunning: number;
  readonly adapters: readonly Adapter[];
  /** Adapters that fit in a batch; 0 where LoRA is off. */
  readonly maxLoras: number;
  /** `auto`, `generate`, `pooling` or `draft`. */
  readonly runner: string;
  /** What a generating model is turned into: `auto`, `none`, `embed` or `classify`. */
  readonly convert: string;
  /** What the checkpoint's configuration is told to say, as JSON. */
  readonly hfOverrides: string;
}

/** One LoRA adapter, served under a name of its own. */
export interface Adapter {
  readonly name: string;
  readonly path: string;
}

const defaults = { port: 8000, maxModelLen: 4096, maxRunning: 256, maxLoras: 1 };

/**
 * Reads the arguments of `vllm serve`. Flags that mean nothing here (`--tensor-parallel-size` and the like) are
 * accepted, with their values, because the same Deployment runs on GKE.
 * @throws Error that names the flag, what was got and what is allowed.
 */
export function parseOptions(argv: readonly string[]): ServerOptions {
  const flags = collectFlags(argv);
  const model = last(flags.get("--model")) ?? flags.get("")?.[0];
  if (!model) throw new Error("--model: got nothing; give the name of the model to serve");
  const servedNames = flags.get("--served-model-name");
  const adapters = (flags.get("--lora-modules") ?? []).map(parseAdapter);
  const lora = flags.has("--enable-lora");
  if (adapters.length > 0 && !lora)
    throw new Error("--lora-modules: LoRA is not enabled; add --enable-lora or remove the adapters");
  return {
    model,
    servedNames: servedNames && servedNames.length > 0 ? servedNames : [model],
    port: wholeNumber(flags, "--port", defaults.port),
    maxModelLen: contextLength(flags),
    maxRunning: wholeNumber(flags, "--max-num-seqs", defaults.maxRunning),
    adapters,
    maxLoras: lora ? wholeNumber(flags, "--max-loras", defaults.maxLoras) : 0,
    runner: last(flags.get("--runner")) ?? "auto",
    convert: last(flags.get("--convert")) ?? "auto",
    hfOverrides: last(flags.get("--hf-overrides")) ?? "{}",
  };
}

/** Values by flag, as argparse collects them: all that follows a flag up to the next one. Positionals are under "". */
function collectFlags(argv: readonly string[]): Map<string, string[]> {
  const flags = new Map<string, string[]>();
  let values = entry(flags, "");
  for (const argument of argv) {
    if (!/^-+[a-zA-Z]/.test(argument)) {
      values.push(argument);
      continue;
    }
    const [, name = argument, value] = /^([^=]+)=(.*)$/s.exec(argument) ?? [];
    values = entry(flags, name.replaceAll("_", "-"));
    if (value !== undefined) values.push(value);
  }
  return flags;
}

function entry(flags: Map<string, string[]>, name: string): string[] {
  const values = flags.get(name) ?? [];
  flags.set(name, values);
  return values;
}

function last(values: readonly string[] | undefined): string | undefined {
  return values?.[values.length - 1];
}

/** With `auto`, vLLM takes the longest context that fits into memory, which here is not short. */
function contextLength(flags: Map<string, string[]>): number {
  const isAuto = last(flags.get("--max-model-len")) === "auto";
  return isAuto ? defaults.maxModelLen : wholeNumber(flags, "--max-model-len", defaults.maxModelLen);
}

function wholeNumber(flags: Map<string, string[]>, flag: string, byDefault: number): number {
  const text = last(flags.get(flag));
  if (text === undefined) return byDefault;
  if (!/^[1-9]\d*$/.test(text)) throw new Error(`${flag}: must be a whole number from 1, got ${text}`);
  return Number(text);
}

function parseAdapter(text: string): Adapter {
  const pair = /^([^={]+)=(.+)$/s.exec(text);
  if (pair?.[1] && pair[2]) return { name: pair[1], path: pair[2] };
  const json = parseJsonObject(text);
  if (typeof json["name"] === "string" && typeof json["path"] === "string")
    return { name: json["name"], path: json["path"] };
  throw new Error(`--lora-modules: must be name=path or {"name": …, "path": …}, got ${text}`);
}

function parseJsonObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
