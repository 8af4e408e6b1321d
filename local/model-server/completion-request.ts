import { errorMessage } from "../user-error";
import { ApiError } from "./api-error";

/** Which of the two completion APIs was called. */
export type CompletionKind = "chat" | "text";

/** A completion request, with what this server needs of it. */
export interface CompletionRequest {
  readonly kind: CompletionKind;
  /** The name asked for; vLLM serves its base model where there is none. */
  readonly model: string | undefined;
  /** The text to answer: the last message or the prompt. */
  readonly text: string;
  readonly promptTokens: number;
  readonly maxTokens: number;
  readonly stream: boolean;
  /** A streamed answer ends with a chunk of usage counts. */
  readonly includeUsage: boolean;
}

const defaultMaxTokens = 64;
/** Counting real tokens needs the model's tokenizer; four characters a token is the usual estimate. */
const charactersPerToken = 4;

/**
 * Reads a request body.
 * @throws ApiError 400 when it is not JSON or lacks what the API asks for.
 */
export function parseCompletionRequest(kind: CompletionKind, body: string): CompletionRequest {
  const json = parseObject(body);
  const texts = kind === "chat" ? messageTexts(json["messages"]) : promptTexts(json["prompt"]);
  const characters = texts.reduce((sum, text) => sum + text.length, 0);
  const model = json["model"];
  if (model !== undefined && model !== null && typeof model !== "string")
    throw badRequest("model: must be a string", "model");
  return {
    kind,
    model: model ?? undefined,
    text: texts[texts.length - 1] ?? "",
    promptTokens: Math.max(1, Math.ceil(characters / charactersPerToken)),
    maxTokens: tokenLimit(json["max_completion_tokens"] ?? json["max_tokens"]),
    stream: json["stream"] === true,
    includeUsage: isObject(json["stream_options"]) && json["stream_options"]["include_usage"] === true,
  };
}

function parseObject(body: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch (error) {
    throw badRequest(`invalid JSON: ${errorMessage(error)}`);
  }
  if (!isObject(value)) throw badRequest("the body must be a JSON object");
  return value;
}

function messageTexts(messages: unknown): string[] {
  if (!Array.isArray(messages) || messages.length === 0)
    throw badRequest("messages: must be a list with at least one message", "messages");
  return messages.map((message: unknown) => contentText(isObject(message) ? message["content"] : undefined));
}

/** Content is a string, or a list of parts of which the text parts count. */
function contentText(content: unknown): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  return content
    .map((part: unknown) => (isObject(part) && typeof part["text"] === "string" ? part["text"] : ""))
    .join(" ");
}

function promptTexts(prompt: unknown): string[] {
  if (typeof prompt === "string") return [prompt];
  if (Array.isArray(prompt) && prompt.length > 0) return prompt.map(String);
  throw badRequest("prompt: must be a string or a list with at least one prompt", "prompt");
}

function tokenLimit(value: unknown): number {
  if (value === undefined || value === null) return defaultMaxTokens;
  if (typeof value !== "number" || !Number.isInteger(value) || value < 1)
    throw badRequest(`max_tokens must be at least 1, got ${JSON.stringify(value)}`, "max_tokens");
  return value;
}

function badRequest(message: string, param: string | null = null): ApiError {
  return new ApiError(400, "BadRequestError", message, param);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
