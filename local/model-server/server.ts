import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Api, Reply, ReplyStream } from "./api";
import { HttpError, FrameworkError } from "./http-error";
import { modelKind } from "./checkpoint";
import { endpoints } from "./endpoints";
import { parseObject } from "./json-body";
import type { Latency } from "./latency";
import { MessageError } from "./message-error";
import { metricsText } from "./metrics";
import { modelList, requireModel } from "./model-list";
import type { ServerOptions } from "./options";
import { RequestQueue } from "./request-queue";

/** Parts of a model server. */
export interface ModelServerSettings {
  readonly options: ServerOptions;
  readonly latency: Latency;
  /** Name of the pod, returned with every answer. */
  readonly podName: string;
  /**
   * Whether it simulates a server on a TPU.
   * @default false
   */
  readonly tpu?: boolean | undefined;
}

/**
 * Google's load balancers keep an idle connection for 600 s: a server that closes first occasionally resets a request that
 * is just being sent.
 */
const keepAliveMs = 620_000;

/** The HTTP server of one model, not listening yet; loading starts now. */
export function createModelServer(settings: ModelServerSettings): Server {
  const model = new ServedModel(settings);
  return createServer({ keepAliveTimeout: keepAliveMs }, (request, response) => {
    model.handle(request, response).catch((error: unknown) => {
      sendError(response, error);
    });
  });
}

/** What vLLM v0.32.0 calls itself. */
const version = "0.32.0";

/** Answers to requests without a body, such as GET. */
type Page = (response: ServerResponse) => void;

class ServedModel {
  readonly #settings: ModelServerSettings;
  readonly #queue: RequestQueue;
  readonly #loadedAt: number;
  readonly #apis: ReadonlyMap<string, Api>;
  readonly #pages: ReadonlyMap<string, ReadonlyMap<string, Page>>;

  constructor(settings: ModelServerSettings) {
    this.#settings = settings;
    this.#queue = new RequestQueue(settings.options.maxRunning);
    this.#loadedAt = Date.now() + settings.latency.loadMs;
    this.#apis = new Map(Object.entries(endpoints[modelKind(settings.options)]));
    this.#pages = this.#makePages();
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { options, podName } = this.#settings;
    response.setHeader("x-served-by", podName);
    response.setHeader("x-served-model", options.model);
    // Which endpoint the picker chose, and so whether the pool's own picker was asked.
    response.setHeader("x-chosen-endpoint", request.headers["x-gateway-destination-endpoint"] ?? "");
    if (Date.now() < this.#loadedAt)
      throw new HttpError(503, "ServiceUnavailableError", "the model is still loading");
    const path = (request.url ?? "/").split("?", 1)[0] ?? "/";
    const method = request.method ?? "GET";
    const pages = this.#pages.get(path);
    const api = this.#apis.get(path);
    const page = pages?.get(method);
    if (page) page(response);
    else if (api && method === "POST") await this.#serve(path, api, request, response);
    else if (pages ?? api) throw new FrameworkError(405, pages ? [...pages.keys()] : ["POST"]);
    else throw new FrameworkError(404);
  }

  #makePages(): ReadonlyMap<string, ReadonlyMap<string, Page>> {
    const { options } = this.#settings;
    const json = (body: () => string): Page => {
      return (response) => {
        send(response, "application/json", body());
      };
    };
    const alive: Page = (response) => {
      send(response, "text/plain", "");
    };
    const metrics: Page = (response) => {
      const text = metricsText(options, this.#queue, Date.now() / 1000);
      send(response, "text/plain; version=0.0.4; charset=utf-8", text);
    };
    const get = (page: Page) => new Map([["GET", page]]);
    return new Map([
      ["/health", get(alive)],
      ["/ping", new Map([...get(alive), ["POST", alive]])],
      ["/metrics", get(metrics)],
      ["/version", get(json(() => JSON.stringify({ version })))],
      ["/load", get(json(() => JSON.stringify({ server_load: this.#queue.running + this.#queue.waiting })))],
      ["/v1/models", get(json(() => modelList(options, nowSec())))],
    ]);
  }

  async #serve(path: string, api: Api, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { options, tpu = false } = this.#settings;
    requireJson(request);
    const body = await readBody(request);
    if (body === "") throw missingBody();
    const wanted = api(parseObject(body), { options, tpu });
    const model = modelFor(path, options, wanted.model);
    await this.#queue.run(model, async () => {
      const origin = { id: randomUUID(), model, baseModel: options.model, createdSec: nowSec() };
      await this.#write(wanted.answer(origin), response);
    });
  }

  async #write(reply: Reply, response: ServerResponse): Promise<void> {
    const { firstTokenMs, perTokenMs } = this.#settings.latency;
    await pause(firstTokenMs);
    if (reply.stream) return stream(response, reply.stream, reply.tokens, perTokenMs);
    await pause(perTokenMs * reply.tokens);
    send(response, "application/json", reply.json());
  }
}

/** The model name in an answer. One API has another shape for the error. */
function modelFor(path: string, options: ServerOptions, asked: string | undefined): string {
  try {
    return requireModel(options, asked);
  } catch (error) {
    if (path === "/v1/messages" && error instanceof HttpError) throw new MessageError(error);
    throw error;
  }
}

/** vLLM rejects bodies of another type with a validation error. */
function requireJson(request: IncomingMessage): void {
  const mediaType = (request.headers["content-type"] ?? "").toLowerCase().split(";", 1)[0];
  if (mediaType === "application/json") return;
  const message = "1 validation error:\n  Unsupported Media Type: Only 'application/json' is allowed";
  throw new HttpError(400, "Bad Request", message);
}

function missingBody(): HttpError {
  const message = "1 validation error:\n  {'type': 'missing', 'loc': 'body', 'msg': 'Field required'}";
  return new HttpError(400, "Bad Request", message, "body");
}

async function stream(
  response: ServerResponse,
  { first, token, last }: ReplyStream,
  tokens: number,
  perTokenMs: number,
): Promise<void> {
  response.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-cache",
  });
  response.write(first);
  for (let index = 0; index < tokens && !response.destroyed; index += 1) {
    response.write(token(index));
    await pause(perTokenMs);
  }
  response.end(last());
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts).toString("utf8");
}

function send(response: ServerResponse, contentType: string, body: string): void {
  response.writeHead(200, { "content-type": contentType, "content-length": Buffer.byteLength(body) });
  response.end(body);
}

function sendError(response: ServerResponse, error: unknown): void {
  // A stream has already sent status 200: cutting the connection is the only signal left.
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const known =
    error instanceof HttpError ? error : new HttpError(500, "InternalServerError", "Internal Server Error");
  response.writeHead(known.status, { "content-type": "application/json", ...known.headers });
  response.end(known.toJson());
}

/** A timer of 0 ms would still cost a turn of the event loop per token. */
async function pause(durationMs: number): Promise<void> {
  if (durationMs > 0) await sleep(durationMs);
}

function nowSec(): number {
  return Math.floor(Date.now() / 1000);
}
