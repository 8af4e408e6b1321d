import { HttpError } from "../http-error";
import { readCompletionRequest } from "../completion-request";
import type { CompletionKind } from "../completion-request";
import { parseObject } from "../json-body";

const parseCompletionRequest = (kind: CompletionKind, body: string) =>
  readCompletionRequest(kind, parseObject(body));

test("a chat request: the last message is answered, all messages count as prompt", () => {
  const body = JSON.stringify({
    model: "phi",
    messages: [
      { role: "system", content: "Be brief" },
      { role: "user", content: [{ type: "text", text: "Hello" }, { type: "image_url" }] },
    ],
    max_tokens: 7,
    stream: true,
    stream_options: { include_usage: true },
  });
  expect(parseCompletionRequest("chat", body)).toEqual({
    kind: "chat",
    model: "phi",
    text: "Hello ",
    promptTokens: 4,
    maxTokens: 7,
    stream: true,
    includeUsage: true,
    seeded: false,
  });
});

test("a text request without a model", () => {
  expect(parseCompletionRequest("text", '{"prompt": "Hi"}')).toEqual({
    kind: "text",
    model: undefined,
    text: "Hi",
    promptTokens: 1,
    maxTokens: 64,
    stream: false,
    includeUsage: false,
    seeded: false,
  });
});

test("max_completion_tokens goes before max_tokens", () => {
  const body = '{"prompt": ["a", "b"], "max_tokens": 3, "max_completion_tokens": 2}';
  expect(parseCompletionRequest("text", body)).toMatchObject({ text: "b", maxTokens: 2 });
});

test.each([
  ["chat", "[1]", "the body must be a JSON object", null],
  ["chat", "{}", "messages: must be a list with at least one message", "messages"],
  ["chat", '{"messages": []}', "messages: must be a list with at least one message", "messages"],
  ["chat", '{"model": 7, "messages": [{}]}', "model: must be a string", "model"],
  ["text", "{}", "prompt: must be a string or a list with at least one prompt", "prompt"],
  ["text", '{"prompt": "a", "max_tokens": 0}', "max_tokens must be at least 1, got 0", "max_tokens"],
] as const)("%s %s is refused: %s", (kind, body, message, param) => {
  const parse = () => parseCompletionRequest(kind, body);
  expect(parse).toThrow(new HttpError(400, "BadRequestError", message, param));
  expect(errorOf(parse)).toMatchObject({ status: 400, type: "BadRequestError", param });
});

test("what is not JSON is refused with the place of the mistake", () => {
  expect(() => parseCompletionRequest("chat", "{x")).toThrow(/^invalid JSON: .*position 1/);
});

function errorOf(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    return error;
  }
}
