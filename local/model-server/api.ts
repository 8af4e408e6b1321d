import type { AnswerOrigin } from "./completion-answer";
import type { JsonObject } from "./json-body";
import type { ServerOptions } from "./options";

/** What comes of a request, before it is written. */
export interface Reply {
  /** Tokens that take their time; none where nothing is generated. */
  readonly tokens: number;
  /** The whole answer. */
  readonly json: () => string;
  /** The same in pieces, where the caller asked for a stream. */
  readonly stream?: ReplyStream | undefined;
}

/** An answer as server-sent events. */
export interface ReplyStream {
  /** Comes before the first token. */
  readonly first: string;
  readonly token: (index: number) => string;
  readonly last: () => string;
}

/** A request that has been understood. */
export interface ReadRequest {
  /** The name asked for; vLLM serves its base model where there is none. */
  readonly model: string | undefined;
  readonly answer: (origin: AnswerOrigin) => Reply;
}

/** What a server knows besides the request. */
export interface ApiContext {
  readonly options: ServerOptions;
  /** A TPU, which cannot do everything. */
  readonly tpu: boolean;
}

/** One API: it reads a body, or refuses it. */
export type Api = (body: JsonObject, context: ApiContext) => ReadRequest;

/** A reply that is there at once. */
export function wholeReply(body: object): Reply {
  return { tokens: 0, json: () => JSON.stringify(body) };
}
