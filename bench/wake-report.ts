import type { WakeSplit } from "../test/support/wake-split";
import { wakeTable } from "../test/support/wake-table";
import { median } from "./measure";

/** One request to a model without a pod, and the same request right after its answer. */
export interface MeasuredWake {
  readonly split: WakeSplit;
  readonly whenUpMs: number;
}

/** Maximum duration of a wake beyond the starts of node and model server. */
const goalMs = 10_000;

/** Each wake of a stack with its parts, their medians, and a comparison with the goal and with the same request later. */
export function wakeReport(stack: string, wakes: readonly MeasuredWake[]): string {
  const medians = medianSplit(wakes.map(({ split }) => split));
  const whenUpMs = median(wakes.map((wake) => wake.whenUpMs));
  const rows = [
    ...wakes.map(({ split }, index) => ({ title: `${stack}, wake ${index + 1}`, split })),
    { title: `${stack}, medians`, split: medians },
  ];
  const { overheadMs, wholeMs } = medians;
  return [
    wakeTable(rows),
    `${stack}: the overhead is ${(overheadMs / goalMs).toFixed(2)} of its goal of ${goalMs / 1000} s`,
    `${stack}: once it is up, the same request takes ${whenUpMs.toFixed(1)} ms; a wake takes ${(wholeMs / whenUpMs).toFixed(0)} times that`,
  ].join("\n");
}

/** Each part's own median: they need not add up. */
function medianSplit(splits: readonly WakeSplit[]): WakeSplit {
  const of = (part: keyof WakeSplit) => median(splits.map((split) => split[part]));
  return {
    queueMs: of("queueMs"),
    scaleMs: of("scaleMs"),
    scheduleMs: of("scheduleMs"),
    nodeMs: of("nodeMs"),
    startMs: of("startMs"),
    answerMs: of("answerMs"),
    wholeMs: of("wholeMs"),
    overheadMs: of("overheadMs"),
  };
}
