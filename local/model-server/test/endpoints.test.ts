import { z } from "zod";
import { answer, ask, classifying, embedding, generating, ranking, serve } from "./served";
import { versions } from "../../../components/versions";

describe("what answers depends on what the model does", () => {
  const paths = [
    ...[
      "/v1/chat/completions",
      "/v1/completions",
      "/v1/responses",
      "/v1/messages",
      "/tokenize",
      "/detokenize",
    ],
    ...["/v1/embeddings", "/v2/embed", "/pooling", "/classify"],
    ...["/score", "/v1/score", "/rerank", "/v1/rerank", "/v2/rerank"],
  ];
  const answered = async (args: readonly string[]) => {
    const url = await serve(args);
    const statuses = await Promise.all(
      paths.map(async (path) => (await fetch(url + path, { method: "POST" })).status),
    );
    expect(new Set(statuses)).toEqual(new Set([400, 404]));
    return paths.filter((_, index) => statuses[index] !== 404);
  };

  test("one that generates", async () => {
    expect(await answered(generating)).toEqual(paths.slice(0, 6));
  });

  test("one that embeds also compares", async () => {
    expect(await answered(embedding)).toEqual([
      ...["/tokenize", "/detokenize", "/v1/embeddings", "/v2/embed", "/pooling"],
      ...["/score", "/v1/score", "/rerank", "/v1/rerank", "/v2/rerank"],
    ]);
  });

  test("one that ranks also classifies", async () => {
    expect(await answered(ranking)).toEqual([
      ...["/tokenize", "/detokenize", "/pooling", "/classify"],
      ...["/score", "/v1/score", "/rerank", "/v1/rerank", "/v2/rerank"],
    ]);
  });

  test("one that classifies by more than one label compares nothing", async () => {
    expect(await answered(classifying)).toEqual(["/tokenize", "/detokenize", "/pooling", "/classify"]);
  });
});

test("pages of the server itself", async () => {
  const url = await serve(generating);
  const page = async (path: string) => (await fetch(url + path)).text();

  expect(await page("/version")).toBe(`{"version":"${versions.vllm}"}`);
  expect(await page("/load")).toBe('{"server_load":0}');
  expect((await fetch(`${url}/ping`, { method: "POST" })).status).toBe(200);
});

test.each([
  [generating, { prompt: "Ça va 🙂", return_token_strs: true }, 7],
  [embedding, { messages: [{ role: "user", content: "Hi" }] }, 2],
])("tokens of %j: %j", async (args, body, count) => {
  const tokenized = z
    .object({ count: z.number(), max_model_len: z.number(), tokens: z.array(z.number()) })
    .parse(await answer(args, "/tokenize", body));

  expect(tokenized.count).toBe(count);
  expect(tokenized.tokens).toHaveLength(count);
});

test("tokens become the text that they came from", async () => {
  const { tokens } = z
    .object({ tokens: z.array(z.number()) })
    .parse(await answer(generating, "/tokenize", { prompt: "Ça 🙂" }));

  expect(await answer(generating, "/detokenize", { tokens })).toEqual({ prompt: "Ça 🙂" });
  expect((await ask(generating, "/detokenize", {})).status).toBe(400);
  expect((await ask(generating, "/tokenize", {})).status).toBe(400);
});
