import { tableLines } from "../../components/table-lines";
import type { Outcome } from "../e2e/support/watched-traffic";

/** Something that was done to the cluster while requests were running. */
export interface Fault {
  readonly name: string;
  /** When it began, and when it had taken full effect: from then on nothing more can be sent to what is gone. */
  readonly beganAtMs: number;
  readonly doneAtMs: number;
}

/** What a fault did to the requests for one model. */
export interface FaultFigures {
  readonly fault: string;
  readonly model: string;
  readonly sent: number;
  readonly lost: number;
  /** Requests that had begun before the fault was complete and had not ended when it began. */
  readonly underWay: number;
  /** From the fault to the first of so many right answers in a row. */
  readonly recoverySec: number;
}

const rightInARow = 10;

/** Counts what became of a model's requests around a fault. */
export function faultFigures(fault: Fault, model: string, outcomes: readonly Outcome[]): FaultFigures {
  const own = outcomes.filter((outcome) => outcome.model === model);
  return {
    fault: fault.name,
    model,
    sent: own.length,
    lost: own.filter(({ problem }) => problem !== undefined).length,
    underWay: own.filter((outcome) => wasInFlight(outcome, fault)).length,
    recoverySec: recoverySec(own, fault),
  };
}

/** Requests that are lost although they began when the fault was over: with another replica there are none. */
export function lostAfterwards(fault: Fault, outcomes: readonly Outcome[]): readonly string[] {
  return outcomes
    .filter((outcome) => outcome.problem !== undefined && !wasInFlight(outcome, fault))
    .map(({ model, problem = "", startedAtMs }) => {
      const afterMs = Math.round(startedAtMs - fault.doneAtMs);
      return `${model}, begun ${afterMs} ms after it: ${problem}`;
    });
}

function wasInFlight({ startedAtMs, endedAtMs }: Outcome, { beganAtMs, doneAtMs }: Fault): boolean {
  return startedAtMs <= doneAtMs && endedAtMs >= beganAtMs;
}

function recoverySec(outcomes: readonly Outcome[], { beganAtMs }: Fault): number {
  const after = outcomes
    .filter(({ endedAtMs }) => endedAtMs >= beganAtMs)
    .sort((left, right) => left.endedAtMs - right.endedAtMs);
  const first = after.findIndex((_, index) => {
    const run = after.slice(index, index + rightInARow);
    return run.length === rightInARow && run.every(({ problem }) => problem === undefined);
  });
  const found = after[first];
  return found === undefined ? Infinity : (found.endedAtMs - beganAtMs) / 1000;
}

/** The figures as a table. */
export function figuresTable(figures: readonly FaultFigures[]): string {
  const columns = [
    { title: "fault" },
    { title: "model" },
    ...["sent", "lost", "under way", "seconds to recover"].map((title) => ({ title, numeric: true })),
  ];
  const rows = figures.map(({ fault, model, sent, lost, underWay, recoverySec: sec }) => [
    ...[fault, model, String(sent), String(lost), String(underWay), sec.toFixed(2)],
  ]);
  return tableLines(columns, rows).join("\n");
}
