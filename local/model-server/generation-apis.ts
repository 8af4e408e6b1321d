/** The APIs that generate text: OpenAI's chat, text and responses, and Anthropic's messages. */
import type { Api, Reply, ReplyStream } from "./api";
import { answerJson, answerTo, lastChunks, tokenChunk } from "./completion-answer";
import type { CompletionAnswer } from "./completion-answer";
import { readCompletionRequest } from "./completion-request";
import type { CompletionKind, CompletionRequest } from "./completion-request";
import { badRequest } from "./json-body";
import { firstMessageEvents, lastMessageEvents, messageBody, messageDelta } from "./message-answer";
import { firstResponseEvents, lastResponseEvents, responseBody, responseDelta } from "./response-answer";

/** Formats the answers of an API. */
interface AnswerFormat {
  readonly json: (answer: CompletionAnswer) => string;
  readonly stream: (answer: CompletionAnswer, request: CompletionRequest) => ReplyStream;
}

const chunks: AnswerFormat = {
  json: answerJson,
  stream: (answer, { includeUsage }) => ({
    first: "",
    token: (index) => tokenChunk(answer, index),
    last: () => lastChunks(answer, includeUsage),
  }),
};

const formats: Readonly<Record<CompletionKind, AnswerFormat>> = {
  chat: chunks,
  text: chunks,
  response: {
    json: (answer) => JSON.stringify(responseBody(answer)),
    stream: (answer) => ({
      first: firstResponseEvents(answer),
      token: (index) => responseDelta(answer, index),
      last: () => lastResponseEvents(answer),
    }),
  },
  message: {
    json: (answer) => JSON.stringify(messageBody(answer)),
    stream: (answer) => ({
      first: firstMessageEvents(answer),
      token: (index) => messageDelta(answer, index),
      last: () => lastMessageEvents(answer),
    }),
  },
};

/** The API of one kind of completion. */
export function generationApi(kind: CompletionKind): Api {
  return (body, { tpu }) => {
    const request = readCompletionRequest(kind, body);
    // tpu-inference v0.32.0, `validate_request` in tpu_inference/platforms/tpu_platform.py.
    if (tpu && request.seeded) throw badRequest("JAX does not support per-request seed.");
    return { model: request.model, answer: (origin) => replyTo(request, answerTo(request, origin)) };
  };
}

function replyTo(request: CompletionRequest, answer: CompletionAnswer): Reply {
  const { json, stream } = formats[request.kind];
  return {
    tokens: answer.tokens.length,
    json: () => json(answer),
    stream: request.stream ? stream(answer, request) : undefined,
  };
}
