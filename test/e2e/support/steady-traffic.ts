import { setTimeout as sleep } from "node:timers/promises";
import { askModel } from "@switchyard/cluster/traffic/chat-request";
import type { RoutedModel } from "@switchyard/cluster/traffic/routing-summary";

/** Requests that go on while something else happens. */
export interface SteadyTraffic {
  /** Ends it and returns how many requests were sent, and why each of the failed ones failed. */
  stop: () => Promise<{ readonly sent: number; readonly failures: readonly string[] }>;
}

const pauseMs = 20;

/** Asks each model in turn, one request at a time, until it is stopped. */
export function startTraffic(gatewayUrl: string, models: readonly RoutedModel[]): SteadyTraffic {
  const failures: string[] = [];
  let sent = 0;
  let stopped = false;
  const loop = async (): Promise<void> => {
    for (const model of cycle(models)) {
      if (stopped) return;
      const { problem } = await askModel(gatewayUrl, model);
      sent += 1;
      if (problem !== undefined) failures.push(`${model.model}: ${problem}`);
      await sleep(pauseMs);
    }
  };
  const running = loop();
  return {
    stop: async () => {
      stopped = true;
      await running;
      return { sent, failures };
    },
  };
}

function* cycle<T>(items: readonly T[]): Generator<T> {
  while (items.length > 0) yield* items;
}
