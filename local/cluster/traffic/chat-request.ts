import { types } from "node:util";
import { z } from "zod";
import type { Task } from "switchyard/charts";
import { errorMessage } from "@switchyard/process/user-error";
import { taskRequest } from "./task-request";

/** A name to ask for, and the base model that must answer. */
export interface AskedModel {
  readonly model: string;
  readonly baseModel: string;
  /**
   * What the model does, which decides the request.
   * @default "generate"
   */
  readonly task?: Task | undefined;
}

/** The outcome of one request. */
export interface ChatOutcome {
  readonly model: string;
  /** Why the answer is wrong; undefined when it came from the requested model. */
  readonly problem: string | undefined;
  readonly latencyMs: number;
  /** Pod that answered, if it names itself. */
  readonly pod?: string | undefined;
}

const answerSchema = z.object({ model: z.string() });

const requestTimeoutMs = 30_000;

/** Sends one request through the gateway, without retries, and checks which model answered: a chat completion, or the model's own task. */
export async function askModel(
  gatewayUrl: string,
  asked: AskedModel,
  timeoutMs = requestTimeoutMs,
): Promise<ChatOutcome> {
  const start = performance.now();
  const answer = await fetchAnswer(gatewayUrl, asked, timeoutMs);
  return { model: asked.model, ...answer, latencyMs: performance.now() - start };
}

/** The status that the gateway answers to a model's name, or undefined when it does not answer in time. */
export async function requestStatus(
  gatewayUrl: string,
  model: string,
  timeoutMs = requestTimeoutMs,
): Promise<number | undefined> {
  try {
    const response = await send(gatewayUrl, { model }, timeoutMs);
    await response.arrayBuffer();
    return response.status;
  } catch {
    return undefined;
  }
}

/** The problem with an answer to `model`; undefined if there is none. */
export function answerProblem(
  { model, baseModel }: AskedModel,
  status: number,
  servedBy: string | null,
  body: string,
): string | undefined {
  if (status !== 200) return `answered ${status}: ${body.slice(0, 120)}`;
  const answer = answerSchema.safeParse(parseJson(body)).data;
  if (answer?.model !== model) return `the answer names the model ${answer?.model ?? "nothing"}`;
  if (servedBy !== baseModel) return `was answered by ${servedBy ?? "a server that does not name its model"}`;
  return undefined;
}

async function fetchAnswer(
  gatewayUrl: string,
  asked: AskedModel,
  timeoutMs: number,
): Promise<Pick<ChatOutcome, "problem" | "pod">> {
  try {
    const response = await send(gatewayUrl, asked, timeoutMs);
    const servedBy = response.headers.get("x-served-model");
    const problem = answerProblem(asked, response.status, servedBy, await response.text());
    return { problem, pod: response.headers.get("x-served-by") ?? undefined };
  } catch (error) {
    // The message of `fetch` says only that it failed.
    const cause = types.isNativeError(error) ? (error.cause ?? error) : error;
    return { problem: `no answer: ${errorMessage(cause)}` };
  }
}

/** Only for completions: limits the answer's length. */
const limits: Readonly<Partial<Record<Task, object>>> = { generate: { max_tokens: 16 } };

function send(
  gatewayUrl: string,
  { model, task = "generate" }: Pick<AskedModel, "model" | "task">,
  timeoutMs: number,
): Promise<Response> {
  const { path, body } = taskRequest(task, model, `Say which model you are. I think ${model}.`);
  return fetch(`${gatewayUrl}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ ...body, ...limits[task] }),
    signal: AbortSignal.timeout(timeoutMs),
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
