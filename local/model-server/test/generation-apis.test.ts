import { z } from "zod";
import { answer, ask, generating } from "./served";

const text = expect.any(String) as string;
const messages = [{ role: "user", content: "Hello" }];

describe("responses", () => {
  test("are whole", async () => {
    expect(await answer(generating, "/v1/responses", { model: "Org/Chat", input: "Hello" })).toMatchObject({
      id: expect.stringMatching(/^resp_/) as string,
      object: "response",
      status: "completed",
      model: "Org/Chat",
      output: [
        {
          type: "message",
          role: "assistant",
          content: [{ type: "output_text", text: "This is Org/Chat. You said: Hello" }],
        },
      ],
      usage: { input_tokens: 2, output_tokens: 6, total_tokens: 8 },
    });
  });

  test("are cut at the limit, and take a conversation", async () => {
    const body = {
      input: [{ role: "user", content: [{ type: "input_text", text: "Hi" }] }],
      max_output_tokens: 2,
    };

    expect(await answer(generating, "/v1/responses", body)).toMatchObject({
      status: "incomplete",
      incomplete_details: { reason: "max_output_tokens" },
      output: [{ content: [{ text: "This is" }] }],
    });
  });

  test("are streamed as numbered events, the last of which has the whole", async () => {
    const stream = await ask(generating, "/v1/responses", { input: "Hello", stream: true });
    const events = stream.text
      .trimEnd()
      .split("\n\n")
      .map((event) =>
        z
          .object({ type: z.string(), sequence_number: z.number() })
          .loose()
          .parse(JSON.parse(event.replace(/^event: .*\ndata: /, ""))),
      );

    expect(stream.type).toBe("text/event-stream; charset=utf-8");
    expect(events.map(({ sequence_number }) => sequence_number)).toEqual(events.map((_, index) => index));
    expect(events.map(({ type }) => type)).toEqual([
      "response.created",
      "response.in_progress",
      "response.output_item.added",
      "response.content_part.added",
      ...Array.from({ length: 6 }, () => "response.output_text.delta"),
      "response.output_text.done",
      "response.content_part.done",
      "response.output_item.done",
      "response.completed",
    ]);
    expect(events.at(-1)).toMatchObject({
      response: { output: [{ content: [{ text: "This is Org/Chat. You said: Hello" }] }] },
    });
  });

  test("need an input", async () => {
    const { status, text: body } = await ask(generating, "/v1/responses", { prompt: "Hello" });

    expect(status).toBe(400);
    expect(JSON.parse(body)).toEqual({
      error: {
        message: "1 validation error:\n  {'type': 'missing', 'loc': 'body.input', 'msg': 'Field required'}",
        type: "Bad Request",
        param: "body.input",
        code: 400,
      },
    });
  });
});

describe("messages", () => {
  const body = { model: "Org/Chat", messages, max_tokens: 20 };

  test("are whole", async () => {
    expect(await answer(generating, "/v1/messages", { ...body, system: "Be brief" })).toEqual({
      id: text,
      type: "message",
      role: "assistant",
      model: "Org/Chat",
      content: [{ type: "text", text: "This is Org/Chat. You said: Hello" }],
      stop_reason: "end_turn",
      usage: { input_tokens: 4, output_tokens: 6 },
    });
  });

  test("are streamed", async () => {
    const stream = await ask(generating, "/v1/messages", { ...body, max_tokens: 2, stream: true });

    expect(stream.text.match(/^event: .*$/gm)).toEqual([
      "event: message_start",
      "event: content_block_start",
      "event: content_block_delta",
      "event: content_block_delta",
      "event: content_block_stop",
      "event: message_delta",
      "event: message_stop",
    ]);
    expect(stream.text).toContain('"stop_reason":"max_tokens"');
  });

  test.each(["model", "messages", "max_tokens"])("need a %s", async (field) => {
    const { status, text: refusal } = await ask(generating, "/v1/messages", { ...body, [field]: undefined });

    expect(status).toBe(400);
    expect(JSON.parse(refusal)).toMatchObject({ error: { param: `body.${field}` } });
  });

  test("of an unknown model are refused in Anthropic's shape", async () => {
    const { status, text: refusal } = await ask(generating, "/v1/messages", { ...body, model: "gpt" });

    expect(status).toBe(404);
    expect(JSON.parse(refusal)).toEqual({
      type: "error",
      error: {
        type: "NotFoundError",
        message: "The model `gpt` does not exist. Valid aliases: Org/Chat.",
      },
    });
  });
});

describe("a seed", () => {
  test.each([
    ["/v1/chat/completions", { messages, seed: 7 }],
    ["/v1/completions", { prompt: "Hi", seed: 7, temperature: 0.5 }],
    ["/v1/responses", { input: "Hi", seed: 7 }],
  ])("is refused by a TPU: %s", async (path, body) => {
    const { status, text: refusal } = await ask(generating, path, body, true);

    expect(status).toBe(400);
    expect(JSON.parse(refusal)).toEqual({
      error: {
        message: "JAX does not support per-request seed.",
        type: "BadRequestError",
        param: null,
        code: 400,
      },
    });
    expect((await ask(generating, path, body)).status).toBe(200);
  });

  test.each([{ seed: -1 }, { seed: null }, { seed: 7, temperature: 0 }, {}])(
    "that is none: %j",
    async (more) => {
      expect((await ask(generating, "/v1/completions", { prompt: "Hi", ...more }, true)).status).toBe(200);
    },
  );
});
