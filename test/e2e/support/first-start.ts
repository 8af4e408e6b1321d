import { z } from "zod";
import type { Ended } from "@switchyard/process/testing/ended";
import { succeeded } from "./succeeded";

const modelResult = z.object({
  model: z.string(),
  pool: z.string(),
  answeredBy: z.record(z.string(), z.number()).optional(),
  requests: z.number(),
  right: z.number(),
  wrong: z.number(),
});

/** What `npm start --json` prints. */
export const startResult = z.object({
  gatewayUrl: z.string(),
  routing: z.object({
    models: z.array(modelResult),
    unknown: z.object({ status: z.number() }),
    problems: z.array(z.string()),
  }),
});

/**
 * Fails unless a start of the `local` stack has served 420 of 420 requests, each by its own model, and no unknown one.
 * @returns where the gateway is.
 */
export function expectAllServed(ended: Ended): string {
  const { gatewayUrl, routing } = startResult.parse(JSON.parse(succeeded(ended)));
  expect(routing.problems).toEqual([]);
  expect(routing.unknown.status).toBe(404);
  expect(routing.models.map(({ model, pool }) => ({ model, pool }))).toEqual([
    { model: "Qwen/Qwen2.5-3B-Instruct", pool: "qwen2-5-3b-instruct" },
    { model: "microsoft/Phi-3-mini-4k-instruct", pool: "phi-3-mini-4k-instruct" },
  ]);
  expect(routing.models.reduce((sum, { right }) => sum + right, 0)).toBe(420);
  expect(routing.models.reduce((sum, { wrong }) => sum + wrong, 0)).toBe(0);
  return gatewayUrl;
}
