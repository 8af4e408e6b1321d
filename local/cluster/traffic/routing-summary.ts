import type { Task } from "switchyard/charts";
import type { ChatOutcome } from "./chat-request";
import { countByPool, shareProblems } from "./traffic-shares";
import type { WeightedPool } from "./traffic-shares";

/** A name that must be answered, the base model behind it, and the pools that serve it. */
export interface RoutedModel {
  readonly model: string;
  /** Differs from `model` for a LoRA adapter. */
  readonly baseModel: string;
  /** The first of its pools. */
  readonly pool: string;
  /** Its task; a chat completion by default. */
  readonly task?: Task | undefined;
  /** The pools of its variants, where it has several. */
  readonly variants?: readonly WeightedPool[] | undefined;
}

/** Result for one model. */
export interface ModelResult {
  readonly model: string;
  readonly pool: string;
  /** Right answers by the pool that gave them, of a model with several. */
  readonly answeredBy?: Readonly<Record<string, number>>;
  readonly requests: number;
  readonly right: number;
  readonly wrong: number;
  /** Over the correct answers; undefined if there were none. */
  readonly p50Ms: number | undefined;
  readonly p95Ms: number | undefined;
}

/** The name that no model has, and what the gateway answered to it. */
export interface UnknownModelResult {
  readonly model: string;
  readonly status: number | undefined;
}

/** The result of a routing run. */
export interface RoutingResult {
  readonly seed: number;
  readonly models: readonly ModelResult[];
  readonly unknown: UnknownModelResult;
  /** Every reason why the run failed, equal ones counted together; empty on success. */
  readonly problems: readonly string[];
}

const expectedUnknownStatus = 404;

/** Summarizes the outcomes of a run. */
export function summarizeRouting(
  seed: number,
  models: readonly RoutedModel[],
  outcomes: readonly ChatOutcome[],
  unknown: UnknownModelResult,
): RoutingResult {
  const results = models.map((model) =>
    modelResult(
      model,
      outcomes.filter((outcome) => outcome.model === model.model),
    ),
  );
  return {
    seed,
    models: results,
    unknown,
    problems: [
      ...outcomeProblems(outcomes),
      ...models.flatMap((model) => shareProblems(model, podsThatAnswered(model, outcomes))),
      ...unknownProblems(unknown),
    ],
  };
}

/**
 * The value that `share` of the sorted values do not exceed (nearest rank).
 * @returns undefined for no values.
 */
export function percentile(sorted: readonly number[], share: number): number | undefined {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
}

function modelResult(model: RoutedModel, outcomes: readonly ChatOutcome[]): ModelResult {
  const right = outcomes.filter(({ problem }) => problem === undefined);
  const latencies = right.map(({ latencyMs }) => latencyMs).sort((a, b) => a - b);
  return {
    model: model.model,
    pool: model.pool,
    ...(model.variants && {
      answeredBy: countByPool(model.variants, podsThatAnswered(model, outcomes)),
    }),
    requests: outcomes.length,
    right: right.length,
    wrong: outcomes.length - right.length,
    p50Ms: percentile(latencies, 0.5),
    p95Ms: percentile(latencies, 0.95),
  };
}

function podsThatAnswered({ model }: RoutedModel, outcomes: readonly ChatOutcome[]): readonly string[] {
  return outcomes
    .filter((outcome) => outcome.model === model && outcome.problem === undefined)
    .map(({ pod = "a pod without a name" }) => pod);
}

function outcomeProblems(outcomes: readonly ChatOutcome[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { model, problem } of outcomes) {
    if (problem === undefined) continue;
    const reason = `${model} ${problem}`;
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts].map(([reason, count]) => (count === 1 ? reason : `${reason} (${count} times)`));
}

function unknownProblems({ model, status }: UnknownModelResult): readonly string[] {
  if (status === expectedUnknownStatus) return [];
  return [`unknown model ${model}: must be answered ${expectedUnknownStatus}, got ${status ?? "no answer"}`];
}
