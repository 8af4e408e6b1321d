import type { ToolStep } from "./decide";

/** Tools that are installed one after the other. */
export type Queue<T> = readonly T[];

/** Queues that run in parallel. */
export type Phase<T> = readonly Queue<T>[];

/**
 * Number of parallel queues. A build leaves processors idle while it links and while it waits for its last packages; a
 * second one uses them, and more would only need more memory.
 */
export const laneCount = 2;

/**
 * The order in which tools are installed. Only downloads run in parallel with the first build: it compiles Go's standard
 * library, which two builds would both do.
 */
export function schedulePhases<T extends { readonly step: ToolStep }>(
  tools: readonly T[],
): readonly Phase<T>[] {
  const missing = tools.filter(({ step }) => step.source !== "cached" && step.source !== "path");
  const fetched = missing.filter(({ step }) => step.source !== "build");
  const [first, ...others] = groupIntoQueues(missing.filter(({ step }) => step.source === "build"));
  if (first === undefined) return [groupIntoQueues(fetched)];
  return [[first, fetched], others];
}

function groupIntoQueues<T extends { readonly step: ToolStep }>(tools: readonly T[]): readonly Queue<T>[] {
  const names = new Set(tools.map(({ step }) => step.queue));
  return [...names].map((name) => tools.filter(({ step }) => step.queue === name));
}

/** Seconds until all tools are installed. */
export function expectedTotalSec(steps: readonly ToolStep[]): number {
  return schedulePhases(steps.map((step) => ({ step }))).reduce((total, phase) => total + phaseSec(phase), 0);
}

function phaseSec(phase: Phase<{ readonly step: ToolStep }>): number {
  const lanes = Array.from({ length: laneCount }, () => 0);
  for (const queue of phase) {
    const free = lanes.indexOf(Math.min(...lanes));
    const sec = queue.reduce((sum, { step }) => sum + step.expectedSec, lanes[free] ?? 0);
    lanes[free] = sec;
  }
  return Math.max(...lanes);
}
