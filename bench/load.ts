import { Agent, request } from "node:http";
import { UserError } from "@switchyard/process/user-error";

/** Result of some seconds of requests. */
export interface LoadResult {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** Requests to send: a constant number at a time, over persistent connections. */
export interface Load {
  readonly url: string;
  readonly models: readonly string[];
  readonly atOnce: number;
  readonly durationMs: number;
}

/**
 * Keeps some requests in flight for some time, asking the models in turn.
 * @throws UserError when an answer is not 200: figures of a gateway that fails mean nothing.
 */
export async function measureLoad({ url, models, atOnce, durationMs }: Load): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const latenciesMs: number[] = [];
  const startMs = performance.now();
  const loop = async (first: number): Promise<void> => {
    for (let turn = first; performance.now() - startMs < durationMs; turn += 1) {
      const sentMs = performance.now();
      await ask(agent, url, models[turn % models.length] ?? "");
      latenciesMs.push(performance.now() - sentMs);
    }
  };
  try {
    await Promise.all(Array.from({ length: atOnce }, (_, index) => loop(index)));
  } finally {
    agent.destroy();
  }
  return summarize(latenciesMs, performance.now() - startMs);
}

/** Summarizes the latencies of a run. */
export function summarize(latenciesMs: readonly number[], elapsedMs: number): LoadResult {
  const sorted = latenciesMs.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN;
  return { perSecond: (sorted.length / elapsedMs) * 1000, p50Ms: at(0.5), p99Ms: at(0.99) };
}

/** Plain `http`: `fetch` would use as much of the machine as the gateway does. */
function ask(agent: Agent, url: string, model: string): Promise<void> {
  const body = JSON.stringify({ model, messages: [{ role: "user", content: "Hello" }], max_tokens: 16 });
  const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const outgoing = request(`${url}/v1/chat/completions`, { agent, method: "POST", headers }, (response) => {
      response.resume();
      response.once("end", () => {
        if (response.statusCode === 200) resolve();
        else reject(new UserError(`${model} was answered ${response.statusCode ?? "nothing"} at ${url}`));
      });
    });
    outgoing.once("error", reject);
    outgoing.end(body);
  });
}
