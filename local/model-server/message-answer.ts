/** Anthropic's Messages API in the shapes of vLLM v0.32.0: vllm/entrypoints/anthropic. */
import type { CompletionAnswer } from "./completion-answer";

/** The whole answer. */
export function messageBody(answer: CompletionAnswer): object {
  return {
    ...head(answer),
    content: [{ type: "text", text: answer.tokens.join("") }],
    stop_reason: stopReason(answer),
    usage: usage(answer, answer.tokens.length),
  };
}

/** The start of a stream: an empty message, and the block for its text. */
export function firstMessageEvents(answer: CompletionAnswer): string {
  const message = {
    ...head(answer),
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage: usage(answer, 0),
  };
  return [
    event("message_start", { message }),
    event("content_block_start", { index: 0, content_block: { type: "text", text: "" } }),
  ].join("");
}

/** The event of one token. */
export function messageDelta({ tokens }: CompletionAnswer, index: number): string {
  const delta = { type: "text_delta", text: tokens[index] ?? "" };
  return event("content_block_delta", { index: 0, delta });
}

/** The end of a stream: the block, the stop reason, and the message. */
export function lastMessageEvents(answer: CompletionAnswer): string {
  const delta = { stop_reason: stopReason(answer), stop_sequence: null };
  return [
    event("content_block_stop", { index: 0 }),
    event("message_delta", { delta, usage: usage(answer, answer.tokens.length) }),
    event("message_stop", {}),
  ].join("");
}

function event(type: string, data: object): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`;
}

function head({ id, model }: CompletionAnswer): object {
  return { id, type: "message", role: "assistant", model };
}

function stopReason({ finishReason }: CompletionAnswer): string {
  return finishReason === "length" ? "max_tokens" : "end_turn";
}

function usage({ promptTokens }: CompletionAnswer, outputTokens: number): object {
  return { input_tokens: promptTokens, output_tokens: outputTokens };
}
