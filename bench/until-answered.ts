import { setTimeout as sleep } from "node:timers/promises";
import { askModel } from "@switchyard/cluster/traffic/chat-request";
import { UserError } from "@switchyard/process/user-error";

const pollMs = 50;
const timeoutMs = 180_000;

/**
 * Milliseconds until a model answers correctly.
 * @throws UserError with its last answer when that takes more than minutes.
 */
export async function untilAnsweredMs(gatewayUrl: string, model: string): Promise<number> {
  const startMs = performance.now();
  for (;;) {
    const { problem } = await askModel(gatewayUrl, { model, baseModel: model });
    const elapsedMs = performance.now() - startMs;
    if (problem === undefined) return elapsedMs;
    if (elapsedMs > timeoutMs) throw new UserError(`${model} does not answer: ${problem}`);
    await sleep(pollMs);
  }
}
