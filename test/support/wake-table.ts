import { tableLines } from "../../components/table-lines";
import type { WakeSplit } from "./wake-split";

/** One wake, or the medians of several. */
export interface WakeRow {
  readonly title: string;
  readonly split: WakeSplit;
}

/** Where the time of some wakes went, in milliseconds. */
export function wakeTable(rows: readonly WakeRow[]): string {
  const parts = ["queue", "scale", "schedule", "node", "start", "answer", "whole", "overhead"];
  const columns = [{ title: "ms" }, ...parts.map((title) => ({ title, numeric: true }))];
  return tableLines(
    columns,
    rows.map(({ title, split }) => [title, ...figures(split).map((ms) => ms.toFixed(0))]),
  ).join("\n");
}

function figures(split: WakeSplit): readonly number[] {
  const { queueMs, scaleMs, scheduleMs, nodeMs, startMs, answerMs, wholeMs, overheadMs } = split;
  return [queueMs, scaleMs, scheduleMs, nodeMs, startMs, answerMs, wholeMs, overheadMs];
}
