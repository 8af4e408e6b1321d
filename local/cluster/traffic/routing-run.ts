import { setTimeout as sleep } from "node:timers/promises";
import { UserError } from "@switchyard/process/user-error";
import { askModel, requestStatus } from "./chat-request";
import type { ChatOutcome } from "./chat-request";
import { randomOrder } from "./random-order";
import { summarizeRouting } from "./routing-summary";
import type { RoutedModel, RoutingResult } from "./routing-summary";

/** A run of requests through the gateway, each suited to its model. */
export interface RoutingRun {
  readonly gatewayUrl: string;
  readonly models: readonly RoutedModel[];
  readonly requests: number;
  /** Decides the order of the models. */
  readonly seed: number;
  /** Number of concurrent requests. */
  readonly concurrency: number;
  readonly onProgress: (line: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/** A name that no stack gives to a model. */
const unknownModel = "switchyard/no-such-model";

const firstAnswerTimeoutMs = 60_000;
const progressEvery = 100;

/**
 * Waits until every model answers once, then sends the counted requests, each exactly once.
 * @throws UserError when a model does not answer at all in time.
 */
export async function runRouting(run: RoutingRun): Promise<RoutingResult> {
  await Promise.all(run.models.map((model) => waitForFirstAnswer(run, model)));
  run.onProgress(`every model answers; sending ${run.requests} requests, seed ${run.seed}`);
  const outcomes = await sendAll(run, randomOrder(run.models, run.requests, run.seed));
  const unknown = { model: unknownModel, status: await requestStatus(run.gatewayUrl, unknownModel) };
  return summarizeRouting(run.seed, run.models, outcomes, unknown);
}

/** The gateway's health checks see a new pod a moment after Kubernetes does. */
async function waitForFirstAnswer(run: RoutingRun, asked: RoutedModel): Promise<void> {
  const deadline = Date.now() + firstAnswerTimeoutMs;
  for (let attempt = 0; ; attempt++) {
    run.signal?.throwIfAborted();
    const { problem } = await askModel(run.gatewayUrl, asked);
    if (problem === undefined) return;
    if (Date.now() > deadline)
      throw new UserError(
        `${asked.model} does not answer at ${run.gatewayUrl}: ${problem}; see \`npm run local -- status\``,
      );
    if (attempt === 0) run.onProgress(`waiting for the first answer of ${asked.model}: ${problem}`);
    await sleep(250);
  }
}

async function sendAll(run: RoutingRun, order: readonly RoutedModel[]): Promise<readonly ChatOutcome[]> {
  const outcomes: ChatOutcome[] = [];
  const queue = order.values();
  const worker = async (): Promise<void> => {
    for (const model of queue) {
      run.signal?.throwIfAborted();
      outcomes.push(await askModel(run.gatewayUrl, model));
      if (outcomes.length % progressEvery === 0)
        run.onProgress(`${outcomes.length} of ${run.requests} answered`);
    }
  };
  // The workers share one iterator, so that every request is taken by exactly one of them.
  await Promise.all(Array.from({ length: run.concurrency }, worker));
  return outcomes;
}
