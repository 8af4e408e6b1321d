/** OpenAI's Responses API in the shapes of vLLM v0.32.0: vllm/entrypoints/openai/responses. */
import type { CompletionAnswer } from "./completion-answer";

/** The whole answer. */
export function responseBody(answer: CompletionAnswer): object {
  return responseObject(answer, answer.tokens.join(""));
}

/** The start of a stream: the current answer, and the item for its text. */
export function firstResponseEvents(answer: CompletionAnswer): string {
  const empty = { ...responseObject(answer, undefined), status: "in_progress", output: [], usage: null };
  return [
    event("response.created", 0, { response: empty }),
    event("response.in_progress", 1, { response: empty }),
    event("response.output_item.added", 2, {
      output_index: 0,
      item: { ...outputMessage(answer, []), status: "in_progress" },
    }),
    event("response.content_part.added", 3, { ...place(answer), part: textPart("") }),
  ].join("");
}

const eventsBeforeText = 4;

/** The event of one token. */
export function responseDelta(answer: CompletionAnswer, index: number): string {
  const delta = answer.tokens[index] ?? "";
  const data = { ...place(answer), delta, logprobs: [] };
  return event("response.output_text.delta", eventsBeforeText + index, data);
}

/** The end of a stream: the complete text, item and answer. */
export function lastResponseEvents(answer: CompletionAnswer): string {
  const text = answer.tokens.join("");
  const next = eventsBeforeText + answer.tokens.length;
  const item = outputMessage(answer, [textPart(text)]);
  return [
    event("response.output_text.done", next, { ...place(answer), text, logprobs: [] }),
    event("response.content_part.done", next + 1, { ...place(answer), part: textPart(text) }),
    event("response.output_item.done", next + 2, { output_index: 0, item }),
    event("response.completed", next + 3, { response: responseObject(answer, text) }),
  ].join("");
}

function event(type: string, sequenceNumber: number, data: object): string {
  return `event: ${type}\ndata: ${JSON.stringify({ ...data, sequence_number: sequenceNumber, type })}\n\n`;
}

function place({ id }: CompletionAnswer): object {
  return { content_index: 0, item_id: itemId(id), output_index: 0 };
}

function itemId(responseId: string): string {
  return responseId.replace(/^resp_/, "msg_");
}

function outputMessage({ id }: CompletionAnswer, content: readonly object[]): object {
  return { id: itemId(id), content, role: "assistant", status: "completed", type: "message" };
}

function textPart(text: string): object {
  return { annotations: [], text, type: "output_text", logprobs: null };
}

function responseObject(answer: CompletionAnswer, text: string | undefined): object {
  const { id, createdSec, model, finishReason, promptTokens, tokens } = answer;
  const incomplete = finishReason === "length";
  return {
    id,
    created_at: createdSec,
    incomplete_details: incomplete ? { reason: "max_output_tokens" } : null,
    instructions: null,
    metadata: null,
    model,
    object: "response",
    output: text === undefined ? [] : [outputMessage(answer, [textPart(text)])],
    parallel_tool_calls: true,
    tool_choice: "auto",
    tools: [],
    status: incomplete ? "incomplete" : "completed",
    usage: {
      input_tokens: promptTokens,
      output_tokens: tokens.length,
      total_tokens: promptTokens + tokens.length,
    },
  };
}
