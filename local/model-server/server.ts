import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { ApiError } from "./api-error";
import { answerJson, answerTo, lastChunks, tokenChunk, type CompletionAnswer } from "./completion-answer";
import { parseCompletionRequest, type CompletionKind } from "./completion-request";
import type { Latency } from "./latency";
import { metricsText } from "./metrics";
import { modelList, requireModel } from "./model-list";
import type { ServerOptions } from "./options";
import { RequestQueue } from "./request-queue";

/** What a model server is made of. */
export interface ModelServerSettings {
  readonly options: ServerOptions;
  readonly latency: Latency;
  /** Name of the pod, given with every answer. */
  readonly podName: string;
}

/**
 * Google's load balancers keep an idle connection for 600 s: a server that closes first now and then resets a request
 * that is just being sent.
 */
const keepAliveMs = 620_000;

/** The HTTP server of one model. It is not listening yet; loading starts now. */
export function createModelServer(settings: ModelServerSettings): Server {
  const model = new ServedModel(settings);
  return createServer({ keepAliveTimeout: keepAliveMs }, (request, response) => {
    model.handle(request, response).catch((error: unknown) => {
      sendError(response, error);
    });
  });
}

class ServedModel {
  readonly #settings: ModelServerSettings;
  readonly #queue: RequestQueue;
  readonly #loadedAt: number;

  constructor(settings: ModelServerSettings) {
    this.#settings = settings;
    this.#queue = new RequestQueue(settings.options.maxRunning);
    this.#loadedAt = Date.now() + settings.latency.loadMs;
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { options, podName } = this.#settings;
    response.setHeader("x-served-by", podName);
    response.setHeader("x-served-model", options.model);
    // Which endpoint the picker chose, and so whether the pool's own picker was asked.
    response.setHeader("x-chosen-endpoint", request.headers["x-gateway-destination-endpoint"] ?? "");
    if (Date.now() < this.#loadedAt)
      throw new ApiError(503, "ServiceUnavailableError", "the model is still loading");
    const path = (request.url ?? "/").split("?", 1)[0];
    switch (`${request.method} ${path}`) {
      case "GET /health": {
        send(response, "text/plain", "");
        return;
      }
      case "GET /metrics": {
        send(
          response,
          "text/plain; version=0.0.4; charset=utf-8",
          metricsText(options, this.#queue, Date.now() / 1000),
        );
        return;
      }
      case "GET /v1/models": {
        send(response, "application/json", modelList(options, nowSec()));
        return;
      }
      case "POST /v1/chat/completions":
        return this.#complete("chat", request, response);
      case "POST /v1/completions":
        return this.#complete("text", request, response);
      default:
        throw new ApiError(404, "NotFoundError", "Not Found");
    }
  }

  async #complete(kind: CompletionKind, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { options, latency } = this.#settings;
    const wanted = parseCompletionRequest(kind, await readBody(request));
    const model = requireModel(options, wanted.model);
    await this.#queue.run(model, async () => {
      const answer = answerTo(wanted, {
        id: randomUUID(),
        model,
        baseModel: options.model,
        createdSec: nowSec(),
      });
      await pause(latency.firstTokenMs);
      if (wanted.stream) return stream(response, answer, latency.perTokenMs, wanted.includeUsage);
      await pause(latency.perTokenMs * answer.tokens.length);
      send(response, "application/json", answerJson(answer));
    });
  }
}

async function stream(
  response: ServerResponse,
  answer: CompletionAnswer,
  perTokenMs: number,
  includeUsage: boolean,
): Promise<void> {
  response.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-cache",
  });
  for (let index = 0; index < answer.tokens.length && !response.destroyed; index += 1) {
    response.write(tokenChunk(answer, index));
    await pause(perTokenMs);
  }
  response.end(lastChunks(answer, includeUsage));
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
  // A stream has told its caller 200 already: cutting the connection is the only sign left.
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const known =
    error instanceof ApiError ? error : new ApiError(500, "InternalServerError", "Internal Server Error");
  response.writeHead(known.status, { "content-type": "application/json" });
  response.end(known.toJson());
}

/** A timer of 0 ms would still cost a turn of the event loop per token. */
async function pause(durationMs: number): Promise<void> {
  if (durationMs > 0) await sleep(durationMs);
}

function nowSec(): number {
  return Math.floor(Date.now() / 1000);
}
