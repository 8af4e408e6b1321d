import {
  askedModel,
  badRequest,
  contentText,
  isObject,
  messageTexts,
  missingField,
  tokenCount,
} from "./json-body";
import type { JsonObject } from "./json-body";

/** The generating API that was called: OpenAI's chat, text and responses, or Anthropic's messages. */
export type CompletionKind = "chat" | "text" | "response" | "message";

/** The fields of a completion request that this server uses. */
export interface CompletionRequest {
  readonly kind: CompletionKind;
  /** The requested model; without one, vLLM serves its base model. */
  readonly model: string | undefined;
  /** The text to answer: the last message or the prompt. */
  readonly text: string;
  readonly promptTokens: number;
  readonly maxTokens: number;
  readonly stream: boolean;
  /** A streamed answer ends with a chunk of usage counts. */
  readonly includeUsage: boolean;
  /** The caller requests reproducible random numbers. */
  readonly seeded: boolean;
}

const defaultMaxTokens = 64;

/** Temperatures below this mean no randomness: vLLM v0.32.0, `_SAMPLING_EPS` in vllm/sampling_params.py. */
const leastTemperature = 1e-5;

/**
 * Reads a parsed body.
 * @throws HttpError 400 when it lacks a required field.
 */
export function readCompletionRequest(kind: CompletionKind, json: JsonObject): CompletionRequest {
  const texts = readTexts[kind](json);
  const options = json["stream_options"];
  return {
    kind,
    model: askedModel(json),
    text: texts[texts.length - 1] ?? "",
    promptTokens: tokenCount(texts),
    maxTokens: tokenLimit(json["max_completion_tokens"] ?? json["max_output_tokens"] ?? json["max_tokens"]),
    stream: json["stream"] === true,
    includeUsage: isObject(options) && options["include_usage"] === true,
    seeded: isSeeded(json),
  };
}

const readTexts: Readonly<Record<CompletionKind, (json: JsonObject) => readonly string[]>> = {
  chat: (json) => messageTexts(json["messages"]),
  text: (json) => promptTexts(json["prompt"]),
  response: (json) => inputTexts(json["input"]),
  message: (json) => {
    for (const field of ["model", "messages", "max_tokens"])
      if (json[field] === undefined) throw missingField(field);
    return [contentText(json["system"]), ...messageTexts(json["messages"])].filter((text) => text !== "");
  },
};

function promptTexts(prompt: unknown): readonly string[] {
  if (typeof prompt === "string") return [prompt];
  if (Array.isArray(prompt) && prompt.length > 0) return prompt.map(String);
  throw badRequest("prompt: must be a string or a list with at least one prompt", "prompt");
}

function inputTexts(input: unknown): readonly string[] {
  if (typeof input === "string") return [input];
  if (Array.isArray(input))
    return input.map((item: unknown) => contentText(isObject(item) ? item["content"] : item));
  throw missingField("input");
}

function tokenLimit(value: unknown): number {
  if (value === undefined || value === null) return defaultMaxTokens;
  if (typeof value !== "number" || !Number.isInteger(value) || value < 1)
    throw badRequest(`max_tokens must be at least 1, got ${JSON.stringify(value)}`, "max_tokens");
  return value;
}

/** Without randomness a seed has no effect, and -1 means none. */
function isSeeded({ seed, temperature }: JsonObject): boolean {
  if (typeof seed !== "number" || seed === -1) return false;
  return typeof temperature !== "number" || temperature >= leastTemperature;
}
