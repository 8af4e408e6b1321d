/** Simulated latencies of the model, so that waiting can be tested on a laptop. */
export interface Latency {
  readonly loadMs: number;
  /** From the start of a request to its first token. */
  readonly firstTokenMs: number;
  /** From one token to the next. */
  readonly perTokenMs: number;
}

/**
 * Reads the latencies from the environment: `SWITCHYARD_MODEL_LOAD_MS`, `SWITCHYARD_MODEL_TTFT_MS` and
 * `SWITCHYARD_MODEL_TOKEN_MS`.
 * @throws Error that names a variable that is not a whole number of milliseconds.
 */
export function readLatency(env: Readonly<Record<string, string | undefined>>): Latency {
  return {
    loadMs: milliseconds(env, "SWITCHYARD_MODEL_LOAD_MS", 500),
    firstTokenMs: milliseconds(env, "SWITCHYARD_MODEL_TTFT_MS", 0),
    perTokenMs: milliseconds(env, "SWITCHYARD_MODEL_TOKEN_MS", 0),
  };
}

function milliseconds(
  env: Readonly<Record<string, string | undefined>>,
  name: string,
  byDefault: number,
): number {
  const text = env[name];
  if (text === undefined || text === "") return byDefault;
  if (!/^\d+$/.test(text)) throw new Error(`${name}: must be a whole number of milliseconds, got ${text}`);
  return Number(text);
}
