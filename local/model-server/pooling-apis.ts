/** The APIs of models that pool: embeddings, classes and raw vectors (vLLM v0.32.0, vllm/entrypoints/pooling). */
import { createHash } from "node:crypto";
import { wholeReply } from "./api";
import type { Api } from "./api";
import { askedModel, badRequest, messageTexts, missingField, tokenCount } from "./json-body";
import type { JsonObject } from "./json-body";

const dimensions = 8;

/** `POST /v1/embeddings`. */
export const embeddingApi: Api = (body) => {
  const texts = inputTexts(body);
  const encoding = body["encoding_format"];
  return {
    model: askedModel(body),
    answer: ({ id, model, createdSec }) =>
      wholeReply({
        id: `embd-${id}`,
        object: "list",
        created: createdSec,
        model,
        data: texts.map((text, index) => ({
          index,
          object: "embedding",
          embedding: encoding === "base64" ? encoded(textEmbedding(text)) : textEmbedding(text),
        })),
        usage: usage(texts),
      }),
  };
};

/** `POST /v2/embed`, after Cohere. */
export const cohereEmbeddingApi: Api = (body) => {
  const texts = body["texts"];
  if (!Array.isArray(texts) || texts.length === 0)
    throw badRequest("Exactly one of texts, images, or inputs must be provided, and it must be non-empty");
  const read = texts.map(String);
  return {
    model: askedModel(body),
    answer: ({ id }) =>
      wholeReply({
        id: `embd-${id}`,
        embeddings: { float: read.map(textEmbedding) },
        texts: read,
        meta: { api_version: { version: "2" }, billed_units: { input_tokens: tokenCount(read) } },
        response_type: "embeddings_by_type",
      }),
  };
};

/** `POST /classify`. */
export function classificationApi(labels: number): Api {
  return (body) => {
    const texts = inputTexts(body);
    return {
      model: askedModel(body),
      answer: ({ id, model, createdSec }) =>
        wholeReply({
          id: `classify-${id}`,
          object: "list",
          created: createdSec,
          model,
          data: texts.map((text, index) => {
            const probs = labelProbabilities(text, labels);
            return { index, label: `LABEL_${likeliest(probs)}`, probs, num_classes: labels };
          }),
          usage: usage(texts),
        }),
    };
  };
}

/** `POST /pooling`: the vectors as they are. */
export const poolingApi: Api = (body) => {
  const texts = inputTexts(body);
  return {
    model: askedModel(body),
    answer: ({ id, model, createdSec }) =>
      wholeReply({
        id: `pool-${id}`,
        object: "list",
        created: createdSec,
        model,
        data: texts.map((text, index) => ({ index, object: "pooling", data: textEmbedding(text) })),
        usage: usage(texts),
      }),
  };
};

/** `input` is one text, several, or tokens; `messages` may replace it. */
function inputTexts(body: JsonObject): readonly string[] {
  const { input, messages } = body;
  if (typeof input === "string") return [input];
  if (Array.isArray(input) && input.length > 0)
    return input.every((item) => typeof item === "number") ? [input.join(" ")] : input.map(String);
  if (messages !== undefined) return [messageTexts(messages).join("\n")];
  throw missingField("input");
}

/** A unit vector that is always the same for the same text. */
function textEmbedding(text: string): readonly number[] {
  const bytes = createHash("sha256").update(text).digest();
  const values = Array.from({ length: dimensions }, (_, index) => bytes.readInt8(index) / 128);
  const length = Math.hypot(...values) || 1;
  return values.map((value) => value / length);
}

function encoded(vector: readonly number[]): string {
  return Buffer.from(new Float32Array(vector).buffer).toString("base64");
}

function labelProbabilities(text: string, labels: number): readonly number[] {
  const bytes = createHash("sha256").update(text).digest();
  const weights = Array.from({ length: labels }, (_, index) => 1 + bytes.readUInt8(index));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

function likeliest(probs: readonly number[]): number {
  return probs.indexOf(Math.max(...probs));
}

/** Usage counts of the input; nothing is generated. */
export function usage(texts: readonly string[]) {
  const tokens = tokenCount(texts);
  return {
    prompt_tokens: tokens,
    total_tokens: tokens,
    completion_tokens: 0,
    prompt_tokens_details: null,
    completion_tokens_details: null,
  };
}
