import { z } from "zod";
import { answer, ask, classifying, embedding, ranking } from "./served";

const number = expect.any(Number) as number;

describe("embeddings", () => {
  test("have one vector of length 1 for each text, the same for the same text", async () => {
    const schema = z.object({ data: z.array(z.object({ embedding: z.array(z.number()) })) });
    const body = await answer(embedding, "/v1/embeddings", { model: "BAAI/bge-m3", input: ["a", "b", "a"] });
    const vectors = schema.parse(body).data.map((one) => one.embedding);

    expect(body).toMatchObject({ object: "list", model: "BAAI/bge-m3", usage: { prompt_tokens: 1 } });
    expect(vectors.map((vector) => Math.hypot(...vector).toFixed(6))).toEqual([
      "1.000000",
      "1.000000",
      "1.000000",
    ]);
    expect(vectors[0]).toEqual(vectors[2]);
    expect(vectors[0]).not.toEqual(vectors[1]);
  });

  test.each([{ input: "a" }, { input: [1, 2] }, { messages: [{ role: "user", content: "a" }] }])(
    "of %j are one",
    async (body) => {
      expect(await answer(embedding, "/v1/embeddings", body)).toMatchObject({
        data: [{ index: 0, object: "embedding" }],
      });
    },
  );

  test("come as base64 where that is asked for", async () => {
    const body = { input: "a", encoding_format: "base64" };

    expect(await answer(embedding, "/v1/embeddings", body)).toMatchObject({
      data: [{ embedding: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/) as string }],
    });
  });

  test("come in Cohere's shape too", async () => {
    expect(await answer(embedding, "/v2/embed", { texts: ["a"] })).toMatchObject({
      embeddings: { float: [expect.arrayContaining([number])] },
      texts: ["a"],
      response_type: "embeddings_by_type",
    });
    expect((await ask(embedding, "/v2/embed", { texts: [] })).status).toBe(400);
  });

  test("need an input", async () => {
    expect((await ask(embedding, "/v1/embeddings", { input: [] })).status).toBe(400);
  });
});

const query = "What is the capital of France?";
const documents = [
  "Horses are animals",
  "The capital of France is Paris",
  "The capital of Brazil is Brasilia",
];

describe.each([
  ["a cross-encoder", ranking],
  ["an embedding model", embedding],
])("%s", (_, args) => {
  test.each(["/rerank", "/v1/rerank", "/v2/rerank"])("puts documents in order: %s", async (path) => {
    const ranked = z
      .object({
        id: z.string(),
        model: z.string(),
        usage: z.object({ total_tokens: z.number() }),
        results: z.array(
          z.object({
            index: z.number(),
            relevance_score: z.number(),
            document: z.object({ text: z.string() }),
          }),
        ),
      })
      .parse(await answer(args, path, { query, documents, top_n: 2 }));

    expect(ranked.results.map(({ index }) => index)).toEqual([1, 2]);
    expect(ranked.results[0]?.document.text).toBe(documents[1]);
  });

  test.each(["/score", "/v1/score"])("scores pairs: %s", async (path) => {
    expect(await answer(args, path, { queries: query, documents })).toMatchObject({
      object: "list",
      data: [0, 1, 2].map((index) => ({ index, object: "score", score: number })),
    });
    expect(await answer(args, path, { text_1: ["a", "b"], text_2: ["a", "c"] })).toMatchObject({
      data: [{ score: 1 }, { score: 0 }],
    });
  });
});

test.each([
  ["/rerank", { documents }, "body.query"],
  ["/rerank", { query }, "body.documents"],
  ["/score", { queries: query }, "body.queries"],
])("%s needs more than %j", async (path, body, param) => {
  const { status, text: refusal } = await ask(ranking, path, body);

  expect(status).toBe(400);
  expect(JSON.parse(refusal)).toMatchObject({ error: { param } });
});

test("sides of different lengths are no pairs", async () => {
  expect((await ask(ranking, "/score", { queries: ["a", "b"], documents })).status).toBe(400);
});

test("documents may be contents of several parts", async () => {
  const parts = [{ content: [{ type: "text", text: query }] }];

  expect(await answer(ranking, "/rerank", { query, documents: parts })).toMatchObject({
    results: [{ relevance_score: 1 }],
  });
});

test("classes have probabilities that sum up to 1", async () => {
  const body = await answer(classifying, "/classify", { input: ["a", "b"] });
  const { data } = z
    .object({ data: z.array(z.object({ label: z.string(), probs: z.array(z.number()) })) })
    .parse(body);

  expect(body).toMatchObject({ data: [{ num_classes: 2 }, { num_classes: 2 }] });
  for (const { label, probs } of data) {
    expect(probs.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1);
    expect(label).toBe(`LABEL_${probs.indexOf(Math.max(...probs))}`);
  }
});

test("what is pooled comes as it is", async () => {
  expect(await answer(ranking, "/pooling", { input: "a" })).toMatchObject({
    data: [{ index: 0, object: "pooling", data: expect.arrayContaining([number]) as number[] }],
  });
});
