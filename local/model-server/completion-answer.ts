import type { CompletionKind, CompletionRequest } from "./completion-request";

/** One answer, before it is written as JSON or as a stream. */
export interface CompletionAnswer {
  readonly id: string;
  readonly kind: CompletionKind;
  /** The requested model name. */
  readonly model: string;
  readonly createdSec: number;
  readonly tokens: readonly string[];
  readonly finishReason: "stop" | "length";
  readonly promptTokens: number;
  /** The base model that answered, so that a caller can prove where its request was routed. */
  readonly fingerprint: string;
}

/** What identifies an answer besides the request. */
export interface AnswerOrigin {
  readonly id: string;
  readonly model: string;
  readonly baseModel: string;
  readonly createdSec: number;
}

/** Prefixes of answer ids; a message is a chat completion in another format. */
const idPrefixes: Readonly<Record<CompletionKind, string>> = {
  chat: "chatcmpl-",
  text: "cmpl-",
  response: "resp_",
  message: "chatcmpl-",
};

/** Characters of the prompt that an answer repeats, so that the answer to a prompt of 20 MB is short. */
const echoedCharacters = 200;

/** The answer to a request: names its model and repeats the beginning of the prompt, cut at the token limit. */
export function answerTo(request: CompletionRequest, origin: AnswerOrigin): CompletionAnswer {
  const echo = request.text.slice(0, echoedCharacters);
  const words = `This is ${origin.baseModel}. You said: ${echo}`.split(/\s+/).filter((word) => word !== "");
  const kept = words.slice(0, request.maxTokens);
  return {
    id: `${idPrefixes[request.kind]}${origin.id}`,
    kind: request.kind,
    model: origin.model,
    createdSec: origin.createdSec,
    tokens: kept.map((word, index) => (index === 0 ? word : ` ${word}`)),
    finishReason: kept.length < words.length ? "length" : "stop",
    promptTokens: request.promptTokens,
    fingerprint: origin.baseModel,
  };
}

/** The whole answer as JSON. */
export function answerJson(answer: CompletionAnswer): string {
  const text = answer.tokens.join("");
  const choice =
    answer.kind === "chat"
      ? { index: 0, message: { role: "assistant", content: text }, finish_reason: answer.finishReason }
      : { index: 0, text, logprobs: null, finish_reason: answer.finishReason };
  return JSON.stringify({
    ...header(answer, answer.kind === "chat" ? "chat.completion" : "text_completion"),
    choices: [choice],
    usage: usage(answer),
  });
}

/** The chunk of a stream that carries token `index`. */
export function tokenChunk(answer: CompletionAnswer, index: number): string {
  const content = answer.tokens[index] ?? "";
  return event(answer, [
    answer.kind === "chat"
      ? {
          index: 0,
          delta: { ...(index === 0 ? { role: "assistant" } : {}), content },
          finish_reason: null,
        }
      : { index: 0, text: content, finish_reason: null },
  ]);
}

/** The end of a stream: the finish reason, the usage counts if requested, and `[DONE]`. */
export function lastChunks(answer: CompletionAnswer, includeUsage: boolean): string {
  const end =
    answer.kind === "chat"
      ? { index: 0, delta: {}, finish_reason: answer.finishReason }
      : { index: 0, text: "", finish_reason: answer.finishReason };
  const counts = includeUsage ? event(answer, [], usage(answer)) : "";
  return `${event(answer, [end])}${counts}data: [DONE]\n\n`;
}

function event(
  answer: CompletionAnswer,
  choices: readonly object[],
  counts?: ReturnType<typeof usage>,
): string {
  const object = answer.kind === "chat" ? "chat.completion.chunk" : "text_completion";
  return `data: ${JSON.stringify({ ...header(answer, object), choices, ...(counts ? { usage: counts } : {}) })}\n\n`;
}

function header(answer: CompletionAnswer, object: string) {
  return {
    id: answer.id,
    object,
    created: answer.createdSec,
    model: answer.model,
    system_fingerprint: answer.fingerprint,
  };
}

function usage(answer: CompletionAnswer) {
  return {
    prompt_tokens: answer.promptTokens,
    completion_tokens: answer.tokens.length,
    total_tokens: answer.promptTokens + answer.tokens.length,
  };
}
