import fc from "fast-check";
import { answerJson, answerTo, lastChunks, tokenChunk } from "../completion-answer";
import type { CompletionAnswer } from "../completion-answer";
import type { CompletionKind, CompletionRequest } from "../completion-request";

const origin = { id: "7", model: "adapter", baseModel: "Org/Base", createdSec: 1000 };

function request(kind: CompletionKind, text: string, maxTokens = 64): CompletionRequest {
  return {
    kind,
    model: "adapter",
    text,
    promptTokens: 5,
    maxTokens,
    stream: false,
    includeUsage: false,
    seeded: false,
  };
}

const chat = answerTo(request("chat", "Hello there"), origin);
const text = answerTo(request("text", "Hello there"), origin);

/** The chunks of a whole stream, parsed; the last line must be `[DONE]`. */
function streamed(answer: CompletionAnswer, includeUsage = false): unknown[] {
  const tokens = answer.tokens.map((_token, index) => tokenChunk(answer, index));
  const events = [...tokens, lastChunks(answer, includeUsage)].join("").split("\n\n");
  expect(events.splice(-2)).toEqual(["data: [DONE]", ""]);
  return events.map((event): unknown => {
    expect(event).toMatch(/^data: \{.*\}$/);
    return JSON.parse(event.slice("data: ".length));
  });
}

/** The text that a client puts together from a stream. */
function streamedText(answer: CompletionAnswer): string {
  const contents = streamed(answer).map((chunk) => {
    const found = /"(?:content|text)":("(?:[^"\\]|\\.)*")/.exec(JSON.stringify(chunk))?.[1];
    return found === undefined ? "" : String(JSON.parse(found));
  });
  return contents.join("");
}

test("an answer carries the name that was asked for, and proves which model gave it", () => {
  expect(JSON.parse(answerJson(chat))).toEqual({
    id: "chatcmpl-7",
    object: "chat.completion",
    created: 1000,
    model: "adapter",
    system_fingerprint: "Org/Base",
    choices: [
      {
        index: 0,
        message: { role: "assistant", content: "This is Org/Base. You said: Hello there" },
        finish_reason: "stop",
      },
    ],
    usage: { prompt_tokens: 5, completion_tokens: 7, total_tokens: 12 },
  });
});

test("a text completion has the shape of the completions API", () => {
  expect(JSON.parse(answerJson(text))).toMatchObject({
    id: "cmpl-7",
    object: "text_completion",
    choices: [
      { index: 0, text: "This is Org/Base. You said: Hello there", logprobs: null, finish_reason: "stop" },
    ],
  });
});

test("an answer is cut at the token limit and says so; one that just fits was not cut", () => {
  const cut = answerTo(request("chat", "Hello there", 6), origin);
  expect(cut).toMatchObject({ finishReason: "length" });
  expect(cut.tokens.join("")).toBe("This is Org/Base. You said: Hello");
  expect(JSON.parse(answerJson(cut))).toMatchObject({ usage: { completion_tokens: 6, total_tokens: 11 } });
  expect(answerTo(request("chat", "Hello there", 7), origin).finishReason).toBe("stop");
});

test("a stream: the role once, then the tokens, then the reason of its end", () => {
  const short = answerTo(request("chat", "", 2), origin);
  const header = {
    id: "chatcmpl-7",
    object: "chat.completion.chunk",
    created: 1000,
    model: "adapter",
    system_fingerprint: "Org/Base",
  };
  const choice = (delta: object, reason: string | null) => [{ index: 0, delta, finish_reason: reason }];
  expect(streamed(short)).toEqual([
    { ...header, choices: choice({ role: "assistant", content: "This" }, null) },
    { ...header, choices: choice({ content: " is" }, null) },
    { ...header, choices: choice({}, "length") },
  ]);
});

test("a stream of a text completion has texts instead of deltas", () => {
  expect(streamed(text).at(0)).toMatchObject({
    object: "text_completion",
    choices: [{ index: 0, text: "This", finish_reason: null }],
  });
  expect(streamed(text).at(-1)).toMatchObject({ choices: [{ index: 0, text: "", finish_reason: "stop" }] });
});

test("usage counts come last, with no choice, and only where they are asked for", () => {
  expect(streamed(chat, true).at(-1)).toMatchObject({
    choices: [],
    usage: { prompt_tokens: 5, completion_tokens: 7, total_tokens: 12 },
  });
  expect(JSON.stringify(streamed(chat, false))).not.toContain("usage");
});

test("for any prompt and limit: within the limit, on one line each, and the same as a stream", () => {
  fc.assert(
    fc.property(
      fc.constantFrom<CompletionKind>("chat", "text"),
      fc.string({ unit: "binary", maxLength: 300 }),
      fc.integer({ min: 1, max: 100 }),
      (kind, prompt, maxTokens) => {
        const answer = answerTo(request(kind, prompt, maxTokens), origin);
        expect(answer.tokens.length).toBeGreaterThan(0);
        expect(answer.tokens.length).toBeLessThanOrEqual(maxTokens);
        expect(answerJson(answer)).not.toContain("\n");
        const whole = answer.tokens.join("");
        expect(whole.length).toBeLessThan(260);
        expect(JSON.stringify(JSON.parse(answerJson(answer)))).toContain(JSON.stringify(whole));
        expect(streamedText(answer)).toBe(whole);
      },
    ),
  );
});
