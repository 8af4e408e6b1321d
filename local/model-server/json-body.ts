import { errorMessage } from "@switchyard/process/user-error";
import { HttpError } from "./http-error";

/** The body of a request. */
export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Reads a request body.
 * @throws HttpError 400 when it is not a JSON object.
 */
export function parseObject(body: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch (error) {
    throw badRequest(`invalid JSON: ${errorMessage(error)}`);
  }
  if (!isObject(value)) throw badRequest("the body must be a JSON object");
  return value;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function badRequest(message: string, param: string | null = null): HttpError {
  return new HttpError(400, "BadRequestError", message, param);
}

/** A missing required field, in vLLM's rendering of pydantic's message. */
export function missingField(name: string): HttpError {
  const param = `body.${name}`;
  const detail = `{'type': 'missing', 'loc': '${param}', 'msg': 'Field required'}`;
  return new HttpError(400, "Bad Request", `1 validation error:\n  ${detail}`, param);
}

/**
 * The model name in a request.
 * @throws HttpError 400 when it is not a string.
 */
export function askedModel({ model }: JsonObject): string | undefined {
  if (model !== undefined && model !== null && typeof model !== "string")
    throw badRequest("model: must be a string", "model");
  return model ?? undefined;
}

/** Content is a string, or a list of parts, of which only text parts count. */
export function contentText(content: unknown): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  return content
    .map((part: unknown) => (isObject(part) && typeof part["text"] === "string" ? part["text"] : ""))
    .join(" ");
}

/**
 * The texts of a conversation.
 * @throws HttpError 400 when there is no message.
 */
export function messageTexts(messages: unknown): readonly string[] {
  if (!Array.isArray(messages) || messages.length === 0)
    throw badRequest("messages: must be a list with at least one message", "messages");
  return messages.map((message: unknown) => contentText(isObject(message) ? message["content"] : undefined));
}

/** Counting real tokens needs the model's tokenizer; four characters a token is the usual estimate. */
const charactersPerToken = 4;

/** Tokens of texts, at least one. */
export function tokenCount(texts: readonly string[]): number {
  const characters = texts.reduce((sum, text) => sum + text.length, 0);
  return Math.max(1, Math.ceil(characters / charactersPerToken));
}
