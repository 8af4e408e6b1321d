import { setTimeout as sleep } from "node:timers/promises";
import { answerProblem } from "@switchyard/cluster/traffic/chat-request";
import { errorMessage } from "@switchyard/process/user-error";

/** What became of one request, with its times in milliseconds of one clock. */
export interface Outcome {
  readonly model: string;
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  /** Why it counts as lost; undefined when its own model answered it in full. */
  readonly problem: string | undefined;
}

/** Requests for several models that go on side by side while something happens to the cluster. */
export interface WatchedTraffic {
  /** Returns once each model has given so many more right answers in a row. */
  readonly untilSteady: (inARow: number) => Promise<void>;
  /** Ends it, waits for what is in flight and returns everything that was sent. */
  readonly stop: () => Promise<readonly Outcome[]>;
}

const workersPerModel = 8;
const pauseMs = 20;
const timeoutMs = 60_000;

/** Asks each model again and again, a few requests at a time. */
export function watchTraffic(gatewayUrl: string, models: readonly string[]): WatchedTraffic {
  const outcomes: Outcome[] = [];
  let stopped = false;
  const work = async (model: string): Promise<void> => {
    while (!stopped) {
      outcomes.push(await askBriefly(gatewayUrl, model));
      await sleep(pauseMs);
    }
  };
  const workers = models.flatMap((model) => Array.from({ length: workersPerModel }, () => work(model)));
  return {
    untilSteady: async (inARow) => {
      const seen = outcomes.length;
      const steady = () => models.every((model) => endsRight(outcomes.slice(seen), model, inARow));
      const deadline = Date.now() + timeoutMs;
      while (!steady()) {
        if (Date.now() > deadline) throw new Error(`not served again: ${outcomes.at(-1)?.problem ?? ""}`);
        await sleep(pauseMs);
      }
    },
    stop: async () => {
      stopped = true;
      await Promise.all(workers);
      return outcomes;
    },
  };
}

function endsRight(outcomes: readonly Outcome[], model: string, inARow: number): boolean {
  const last = outcomes.filter((outcome) => outcome.model === model).slice(-inARow);
  return last.length === inARow && last.every(({ problem }) => problem === undefined);
}

/** One chat completion of one token. */
export async function askBriefly(gatewayUrl: string, model: string): Promise<Outcome> {
  const startedAtMs = performance.now();
  const problem = await problemOf(async () => {
    const response = await send(gatewayUrl, model, { content: "Hello", max_tokens: 1 });
    const servedBy = response.headers.get("x-served-model");
    return answerProblem({ model, baseModel: model }, response.status, servedBy, await response.text());
  });
  return { model, startedAtMs, endedAtMs: performance.now(), problem };
}

/** A streamed answer that has begun. */
export interface BegunStream {
  /** The pod that sends it. */
  readonly pod: string;
  /** It is lost unless it comes to its end. */
  readonly ended: Promise<Outcome>;
}

/** Asks for a streamed answer of so many tokens, at most a hundred, and returns when it begins. */
export async function beginStream(gatewayUrl: string, model: string, tokens: number): Promise<BegunStream> {
  const startedAtMs = performance.now();
  // The answer repeats the prompt word by word.
  const content = Array.from({ length: tokens }, () => "x").join(" ");
  const response = await send(gatewayUrl, model, { content, stream: true, max_tokens: tokens });
  const served = response.headers.get("x-served-model");
  if (served !== model)
    throw new Error(`stream of ${model}: answered ${response.status} by ${served ?? "nobody"}`);
  const ended = problemOf(async () => {
    const text = await response.text();
    return text.trimEnd().endsWith("data: [DONE]") ? undefined : "the stream was cut";
  }).then((problem) => ({ model, startedAtMs, endedAtMs: performance.now(), problem }));
  return { pod: response.headers.get("x-served-by") ?? "", ended };
}

function send(
  gatewayUrl: string,
  model: string,
  { content, ...options }: Readonly<Record<string, unknown>>,
): Promise<Response> {
  return fetch(`${gatewayUrl}/v1/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ model, messages: [{ role: "user", content }], ...options }),
    signal: AbortSignal.timeout(timeoutMs),
  });
}

async function problemOf(ask: () => Promise<string | undefined>): Promise<string | undefined> {
  try {
    return await ask();
  } catch (error) {
    // The message of `fetch` says only that it failed.
    return `no answer: ${errorMessage(error instanceof Error ? (error.cause ?? error) : error)}`;
  }
}
