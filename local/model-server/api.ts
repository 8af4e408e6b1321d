import type { AnswerOrigin } from "./completion-answer";
import type { JsonObject } from "./json-body";
import type { ServerOptions } from "./options";

/** The answer to a request, before it is written. */
export interface Reply {
  /** Number of delayed tokens; 0 if nothing is generated. */
  readonly tokens: number;
  /** The whole answer. */
  readonly json: () => string;
  /** The same as a stream, if the caller requested one. */
  readonly stream?: ReplyStream | undefined;
}

/** An answer as server-sent events. */
export interface ReplyStream {
  /** Comes before the first token. */
  readonly first: string;
  readonly token: (index: number) => string;
  readonly last: () => string;
}

/** A parsed request. */
export interface ReadRequest {
  /** The requested model; without one, vLLM serves its base model. */
  readonly model: string | undefined;
  readonly answer: (origin: AnswerOrigin) => Reply;
}

/** The server's facts that an API needs besides the request. */
export interface ApiContext {
  readonly options: ServerOptions;
  /** Whether it runs on a TPU, which does not support everything. */
  readonly tpu: boolean;
}

/** One API: parses a body, or rejects it. */
export type Api = (body: JsonObject, context: ApiContext) => ReadRequest;

/** A reply without delay. */
export function wholeReply(body: object): Reply {
  return { tokens: 0, json: () => JSON.stringify(body) };
}
