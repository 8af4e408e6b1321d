/** The APIs that compare texts: scores of pairs, and documents in order (vLLM v0.32.0, vllm/entrypoints/pooling/scoring). */
import { wholeReply } from "./api";
import type { Api } from "./api";
import { askedModel, badRequest, contentText, isObject, missingField, tokenCount } from "./json-body";
import type { JsonObject } from "./json-body";
import { usage } from "./pooling-apis";

/** Accepted names of the two sides of a pair. */
const sides = [
  ["queries", "documents"],
  ["queries", "items"],
  ["data_1", "data_2"],
  ["text_1", "text_2"],
] as const;

/** `POST /score`, `/v1/score`. */
export const scoreApi: Api = (body) => {
  const pairs = readPairs(body);
  return {
    model: askedModel(body),
    answer: ({ id, model, createdSec }) =>
      wholeReply({
        id: `score-${id}`,
        object: "list",
        created: createdSec,
        model,
        data: pairs.map(([left, right], index) => ({ index, object: "score", score: likeness(left, right) })),
        usage: usage(pairs.flat()),
      }),
  };
};

/** `POST /rerank`, `/v1/rerank`, `/v2/rerank`, after Jina and Cohere. */
export const rerankApi: Api = (body) => {
  for (const field of ["query", "documents"]) if (body[field] === undefined) throw missingField(field);
  const query = readText(body["query"]);
  const documents = readTexts(body["documents"]);
  const topN = typeof body["top_n"] === "number" && body["top_n"] > 0 ? body["top_n"] : documents.length;
  const results = documents
    .map((text, index) => ({
      index,
      document: { text, multi_modal: null },
      relevance_score: likeness(query, text),
    }))
    .sort((left, right) => right.relevance_score - left.relevance_score)
    .slice(0, topN);
  const tokens = tokenCount([query, ...documents]);
  return {
    model: askedModel(body),
    answer: ({ id, model }) =>
      wholeReply({
        id: `rerank-${id}`,
        model,
        usage: { prompt_tokens: tokens, total_tokens: tokens },
        results,
      }),
  };
};

/** One text paired with each of several, or equal numbers on both sides. */
function readPairs(body: JsonObject): readonly (readonly [string, string])[] {
  const names = sides.find(([left, right]) => body[left] !== undefined && body[right] !== undefined);
  if (names === undefined) throw missingField("queries");
  const [left, right] = names.map((name) => readTexts(body[name]));
  if (!left || !right || (left.length !== 1 && left.length !== right.length))
    throw badRequest("Input lengths must be either 1:1, 1:N or N:N");
  return right.map((text, index) => [left[left.length === 1 ? 0 : index] ?? "", text]);
}

function readTexts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(readText) : [readText(value)];
}

function readText(value: unknown): string {
  return typeof value === "string" ? value : contentText(isObject(value) ? value["content"] : undefined);
}

/** Share of common words of two texts, from 0 to 1: enough to rank documents sensibly. */
function likeness(left: string, right: string): number {
  const [a, b] = [distinctWords(left), distinctWords(right)];
  const shared = [...a].filter((word) => b.has(word)).length;
  const all = new Set([...a, ...b]).size;
  return all === 0 ? 0 : shared / all;
}

function distinctWords(text: string): ReadonlySet<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
}
