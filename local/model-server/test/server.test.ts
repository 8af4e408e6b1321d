import { once } from "node:events";
import type { Server } from "node:http";
import { createModelServer } from "../server";
import { parseOptions } from "./parse-options";

const baseModel = "Qwen/Qwen2.5-3B-Instruct";
const argv = ["--model", baseModel, "--served-model-name", baseModel, "qwen", "--enable-lora"];
const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

async function serve(loadMs = 0, perTokenMs = 0): Promise<string> {
  const options = parseOptions([...argv, "--lora-modules", "sql=/adapters/sql"]);
  const latency = { loadMs, firstTokenMs: 0, perTokenMs };
  const server = createModelServer({ options, latency, podName: "vllm-0" });
  servers.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" ? (address?.port ?? 0) : 0}`;
}

function post(url: string, body: object): Promise<Response> {
  return fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

const question = [{ role: "user", content: "How are you?" }];

test("health is 503 until the model is loaded, then 200", async () => {
  const url = await serve(60_000);
  const loading = await fetch(`${url}/health`);
  expect(loading.status).toBe(503);
  const loaded = await fetch(`${await serve(0)}/health`);
  expect(loaded.status).toBe(200);
});

test("a chat completion says which model answered, from which pod, under the name asked for", async () => {
  const response = await post(`${await serve()}/v1/chat/completions`, { model: "sql", messages: question });
  expect(response.status).toBe(200);
  expect(response.headers.get("x-served-by")).toBe("vllm-0");
  expect(response.headers.get("x-served-model")).toBe(baseModel);
  expect(await response.json()).toMatchObject({
    object: "chat.completion",
    model: "sql",
    system_fingerprint: baseModel,
    choices: [
      {
        index: 0,
        message: { role: "assistant", content: `This is ${baseModel}. You said: How are you?` },
        finish_reason: "stop",
      },
    ],
    usage: { prompt_tokens: 3, completion_tokens: 8, total_tokens: 11 },
  });
});

test("a text completion ends at the token limit; without a model the first name answers", async () => {
  const response = await post(`${await serve()}/v1/completions`, { prompt: "Hi", max_tokens: 2 });
  expect(await response.json()).toMatchObject({
    object: "text_completion",
    model: baseModel,
    choices: [{ text: "This is", finish_reason: "length" }],
    usage: { completion_tokens: 2 },
  });
});

test.each(["chat/completions", "completions"])(
  "a stream of %s has a chunk per token and ends with [DONE]",
  async (path) => {
    const body = { model: "qwen", messages: question, prompt: "How are you?", max_tokens: 3 };
    const options = { stream: true, stream_options: { include_usage: true } };
    const response = await post(`${await serve(0, 1)}/v1/${path}`, { ...body, ...options });
    expect(response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    const events = (await response.text()).split("\n\n").filter((event) => event !== "");
    expect(events.at(-1)).toBe("data: [DONE]");
    const chunks = events.slice(0, -1).map((event) => JSON.parse(event.replace(/^data: /, "")) as Chunk);
    expect(
      chunks.map((chunk) => chunk.choices[0]?.delta?.content ?? chunk.choices[0]?.text ?? "").join(""),
    ).toBe(`This is ${baseModel}.`);
    expect(chunks.at(-2)?.choices[0]?.finish_reason).toBe("length");
    expect(chunks.at(-1)?.usage).toEqual({ prompt_tokens: 3, completion_tokens: 3, total_tokens: 6 });
    expect(new Set(chunks.map((chunk) => chunk.model))).toEqual(new Set(["qwen"]));
  },
);

interface Chunk {
  readonly model: string;
  readonly choices: readonly {
    readonly delta?: { readonly content?: string };
    readonly text?: string;
    readonly finish_reason: string | null;
  }[];
  readonly usage?: object;
}

test("an unknown model is 404 in vLLM's JSON", async () => {
  const response = await post(`${await serve()}/v1/chat/completions`, { model: "gpt", messages: question });
  expect(response.status).toBe(404);
  expect(await response.json()).toEqual({
    error: {
      message: `The model \`gpt\` does not exist. Valid aliases: ${baseModel}, qwen.`,
      type: "NotFoundError",
      param: "model",
      code: 404,
    },
  });
});

test("invalid JSON is 400", async () => {
  const headers = { "content-type": "application/json; charset=utf-8" };
  const response = await fetch(`${await serve()}/v1/completions`, { method: "POST", headers, body: "{" });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ error: { type: "BadRequestError", code: 400 } });
});

test.each(["GET /", "POST /v1/load_lora_adapter", "POST /v1/embeddings", "GET /v1/models/"])(
  "%s is 404 in the words of vLLM's web framework",
  async (line) => {
    const [method = "", path = ""] = line.split(" ");
    const response = await fetch(`${await serve()}${path}`, { method });
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({ detail: "Not Found" });
  },
);

test.each([
  ["GET", "/v1/chat/completions", "POST"],
  ["POST", "/health", "GET"],
  ["DELETE", "/ping", "GET, POST"],
])("%s %s is 405, with the methods that there are", async (method, path, allow) => {
  const response = await fetch(`${await serve()}${path}`, { method });
  expect(response.status).toBe(405);
  expect(response.headers.get("allow")).toBe(allow);
  expect(await response.json()).toEqual({ detail: "Method Not Allowed" });
});

test.each([
  [undefined, undefined],
  ["text/plain", "{}"],
  ["multipart/form-data; boundary=x", "--x--"],
])("a body of type %s is refused unread", async (type, body) => {
  const headers: Record<string, string> = type === undefined ? {} : { "content-type": type };
  const options = { method: "POST", headers, ...(body === undefined ? {} : { body }) };
  const response = await fetch(`${await serve()}/v1/completions`, options);
  expect(response.status).toBe(400);
  expect(await response.json()).toEqual({
    error: {
      message: "1 validation error:\n  Unsupported Media Type: Only 'application/json' is allowed",
      type: "Bad Request",
      param: null,
      code: 400,
    },
  });
});

test("no body at all is refused as well", async () => {
  const headers = { "content-type": "application/json" };
  const response = await fetch(`${await serve()}/v1/completions`, { method: "POST", headers });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ error: { type: "Bad Request", param: "body" } });
});

test("the model list has every name of the base model and every adapter", async () => {
  const response = await fetch(`${await serve()}/v1/models?x=1`);
  expect(await response.json()).toMatchObject({
    object: "list",
    data: [
      { id: baseModel, root: baseModel, parent: null, max_model_len: 4096 },
      { id: "qwen", root: baseModel, parent: null, max_model_len: 4096 },
      { id: "sql", root: "/adapters/sql", parent: baseModel, max_model_len: null },
    ],
  });
});

test("metrics are served in Prometheus' text format", async () => {
  const response = await fetch(`${await serve()}/metrics`);
  expect(response.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
  expect(await response.text()).toContain(`vllm:num_requests_running{model_name="${baseModel}"} 0\n`);
});

test("a prompt of 5 MB is answered with a short text", async () => {
  const response = await post(`${await serve()}/v1/completions`, { prompt: "x".repeat(5_000_000) });
  const text = await response.text();
  expect(JSON.parse(text)).toMatchObject({ usage: { prompt_tokens: 1_250_000 } });
  expect(text.length).toBeLessThan(1000);
});
