import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import path from "node:path";
import type { KubernetesObject } from "@kubernetes/client-node";
import { z } from "zod";

const json = z.record(z.string(), z.unknown());
type Json = z.infer<typeof json>;

const metadataSchema = z.object({ name: z.string().optional(), uid: z.string().optional() });
const deletionSchema = z.object({ preconditions: z.object({ uid: z.string().optional() }).optional() });

/** One received call. */
export interface ApiCall {
  /** `METHOD /path`, without the query. */
  readonly line: string;
  readonly contentType: string | undefined;
  readonly body: Json;
}

interface Change {
  readonly version: number;
  readonly type: "ADDED" | "MODIFIED" | "DELETED";
  readonly path: string;
  readonly object: Json;
}

interface Failure {
  readonly line: string;
  readonly status: number;
  left: number;
}

/** Stands in for a Kubernetes API server over HTTP: objects by path, list, watch, create, merge patch, apply and delete. */
export class KubernetesApi {
  readonly calls: ApiCall[] = [];
  readonly #objects = new Map<string, Json>();
  readonly #changes: Change[] = [];
  readonly #watches = new Map<ServerResponse, string>();
  readonly #failures: Failure[] = [];
  readonly #server = createServer((request, response) => {
    void this.#serve(request, response);
  });
  #version = 1;

  /** Listens on a port of the system's choice and writes a kubeconfig for it. */
  async start(folder: string): Promise<string> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    const address = this.#server.address();
    const port = typeof address === "object" ? (address?.port ?? 0) : 0;
    return writeKubeconfig(folder, `http://127.0.0.1:${port}`);
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  /** Creates or replaces an object, as if by another client; watches report it. */
  put(objectPath: string, object: KubernetesObject | Json): void {
    const type = this.#objects.has(objectPath) ? "MODIFIED" : "ADDED";
    this.#version += 1;
    // As an API server sends it: dates as strings.
    const stored = json.parse(JSON.parse(JSON.stringify(object)));
    stored["metadata"] = { ...subObject(stored, "metadata"), resourceVersion: String(this.#version) };
    this.#objects.set(objectPath, stored);
    this.#tell({ version: this.#version, type, path: objectPath, object: stored });
  }

  /** Removes an object; watches report it. */
  remove(objectPath: string): void {
    const object = this.#objects.get(objectPath);
    if (!object) throw new Error(`no object at ${objectPath}`);
    this.#objects.delete(objectPath);
    this.#version += 1;
    this.#tell({ version: this.#version, type: "DELETED", path: objectPath, object });
  }

  object(objectPath: string): Json | undefined {
    return this.#objects.get(objectPath);
  }

  /** Objects of a collection, in all namespaces or in one, such as `/api/v1/pods`. */
  objects(collection: string): readonly Json[] {
    return [...this.#objects].flatMap(([objectPath, object]) =>
      isIn(collection, objectPath) ? [object] : [],
    );
  }

  /** The calls whose line has this prefix. */
  callsOf(line: string): readonly ApiCall[] {
    return this.calls.filter((call) => call.line.startsWith(line));
  }

  /** The next calls whose line has this prefix are answered with this status. */
  failNext(line: string, status: number, times = 1): void {
    this.#failures.push({ line, status, left: times });
  }

  /** Number of open watches. */
  get watches(): number {
    return this.#watches.size;
  }

  /** Ends all open watches, as an API server does from time to time. */
  endWatches(): void {
    for (const response of this.#watches.keys()) response.end();
    this.#watches.clear();
  }

  #tell(change: Change): void {
    this.#changes.push(change);
    for (const [response, collection] of this.#watches) send(response, collection, change);
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "", "http://api");
    const text = await readText(request);
    const body = json.parse(JSON.parse(text === "" ? "{}" : text));
    const line = `${request.method ?? ""} ${url.pathname}`;
    const isWatch = url.searchParams.get("watch") === "true";
    this.calls.push({
      line: isWatch ? `WATCH ${url.pathname}` : line,
      contentType: request.headers["content-type"],
      body,
    });
    const failure = this.#failures.find((one) => one.left > 0 && line.startsWith(one.line));
    if (failure) {
      failure.left -= 1;
      answer(response, failure.status, status(failure.status));
    } else if (isWatch) this.#watch(url, response);
    else if (request.headers["content-type"] === "application/apply-patch+yaml") {
      this.put(url.pathname, merged(this.#objects.get(url.pathname) ?? {}, body));
      answer(response, 200, this.#objects.get(url.pathname) ?? {});
    } else this.#answer(request.method ?? "", url.pathname, body, response);
  }

  #watch(url: URL, response: ServerResponse): void {
    const since = Number(url.searchParams.get("resourceVersion"));
    response.writeHead(200, { "content-type": "application/json" });
    response.flushHeaders();
    for (const change of this.#changes) if (change.version > since) send(response, url.pathname, change);
    this.#watches.set(response, url.pathname);
    response.on("close", () => this.#watches.delete(response));
  }

  #answer(method: string, target: string, body: Json, response: ServerResponse): void {
    const objectPath = target.replace(/\/status$/, "");
    const found = this.#objects.get(objectPath);
    if (method === "POST") this.#create(target, body, response);
    else if (method === "GET" && isCollection(target)) {
      const metadata = { resourceVersion: String(this.#version) };
      answer(response, 200, { kind: "List", apiVersion: "v1", metadata, items: this.objects(target) });
    } else if (!found) answer(response, 404, status(404));
    else if (hasOtherUid(found, method, body)) answer(response, 409, status(409));
    else if (method === "GET") answer(response, 200, found);
    else if (method === "PATCH") {
      this.put(objectPath, merged(found, body));
      answer(response, 200, this.#objects.get(objectPath) ?? {});
    } else {
      this.remove(objectPath);
      answer(response, 200, found);
    }
  }

  #create(target: string, body: Json, response: ServerResponse): void {
    if (target.endsWith("/token")) {
      const issued = {
        token: `token-${this.callsOf(`POST ${target}`).length}`,
        expirationTimestamp: "2030-01-01T00:00:00Z",
      };
      answer(response, 201, { ...body, status: issued });
      return;
    }
    const objectPath = `${target}/${readMetadata(body).name ?? ""}`;
    if (this.#objects.has(objectPath)) {
      answer(response, 409, status(409));
      return;
    }
    this.put(objectPath, body);
    answer(response, 201, this.#objects.get(objectPath) ?? {});
  }
}

/** A kubeconfig in the folder for an API server at the address. */
export function writeKubeconfig(folder: string, server: string): string {
  const file = path.join(folder, "kubeconfig");
  const config = {
    clusters: [{ name: "c", cluster: { server, "insecure-skip-tls-verify": true } }],
    users: [{ name: "u", user: {} }],
    contexts: [{ name: "c", context: { cluster: "c", user: "u" } }],
    "current-context": "c",
  };
  writeFileSync(file, JSON.stringify(config));
  return file;
}

function isCollection(target: string): boolean {
  return /^\/(api\/v1|apis\/[^/]+\/[^/]+)(\/namespaces\/[^/]+)?\/[^/]+$/.test(target);
}

/** Whether an object's path is in a collection of all namespaces, or of none. */
function isIn(collection: string, objectPath: string): boolean {
  const { dir, base } = path.posix.parse(collection);
  return objectPath.startsWith(`${dir}/`) && path.posix.basename(path.posix.dirname(objectPath)) === base;
}

function send(
  response: ServerResponse,
  collection: string,
  { type, path: objectPath, object }: Change,
): void {
  if (isIn(collection, objectPath)) response.write(`${JSON.stringify({ type, object })}\n`);
}

/** An API server refuses a change that names another uid: it is meant for an object that is gone. */
function hasOtherUid(found: Json, method: string, body: Json): boolean {
  const wanted = method === "DELETE" ? deletionSchema.parse(body).preconditions?.uid : readMetadata(body).uid;
  return wanted !== undefined && wanted !== readMetadata(found).uid;
}

function readMetadata(object: Json): z.infer<typeof metadataSchema> {
  return metadataSchema.parse(object["metadata"] ?? {});
}

/** RFC 7396. */
function merged(target: Json, patch: Json): Json {
  const entries = Object.entries(patch).map(([key, value]) => {
    const nested = json.safeParse(value);
    return [key, nested.success ? merged(subObject(target, key), nested.data) : value] as const;
  });
  return { ...target, ...Object.fromEntries(entries) };
}

function subObject(object: Json, key: string): Json {
  return json.safeParse(object[key]).data ?? {};
}

function status(code: number): Json {
  return { kind: "Status", apiVersion: "v1", status: "Failure", code, message: `refused with ${code}` };
}

function answer(response: ServerResponse, code: number, body: Json): void {
  response.writeHead(code, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}

async function readText(request: IncomingMessage): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of request) parts.push(z.instanceof(Uint8Array).parse(part));
  return Buffer.concat(parts).toString();
}
