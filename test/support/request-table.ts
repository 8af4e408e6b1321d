/**
 * What answers which request, as docs/requests.md says it. A unit test compares the documents with these lists, and an
 * end-to-end test sends every row through a laptop's gateway.
 */
import { tasks } from "../../components/model/task";
import type { Task } from "../../components/model/task";

/** What answers: the model, or somebody before it with a status. */
export type Answer = "model" | 400 | 404;

/** One path, with a body that names a model. */
export interface PathRow {
  readonly path: string;
  /** What the body has besides the model. */
  readonly body: Readonly<Record<string, unknown>>;
  /** Distinguishes two rows of one path. */
  readonly with?: string;
  readonly answers: Readonly<Record<Task, Answer>>;
}

const nobody: Readonly<Record<Task, Answer>> = {
  generate: 404,
  embed: 404,
  rerank: 404,
  score: 404,
  classify: 404,
};

const messages = [{ role: "user", content: "Hello" }];
const ranking = { query: "Hello", documents: ["Hello", "World"] };
const scoring = { queries: "Hello", documents: ["Hello", "World"] };

/** Every path of a model, by what the model is there to do. */
export const pathRows: readonly PathRow[] = [
  { path: "/v1/chat/completions", body: { messages }, answers: { ...nobody, generate: "model" } },
  { path: "/v1/completions", body: { prompt: "Hello" }, answers: { ...nobody, generate: "model" } },
  { path: "/v1/responses", body: { input: "Hello" }, answers: { ...nobody, generate: "model" } },
  {
    path: "/tokenize",
    with: "prompt",
    body: { prompt: "Hello" },
    answers: { ...nobody, generate: "model", embed: "model" },
  },
  {
    path: "/tokenize",
    with: "messages",
    body: { messages },
    answers: { ...nobody, generate: 400, embed: 400 },
  },
  {
    path: "/v1/embeddings",
    with: "input",
    body: { input: "Hello" },
    answers: { ...nobody, embed: "model" },
  },
  { path: "/v1/embeddings", with: "messages", body: { messages }, answers: { ...nobody, embed: 400 } },
  { path: "/rerank", body: ranking, answers: { ...nobody, rerank: "model" } },
  { path: "/v1/rerank", body: ranking, answers: { ...nobody, rerank: "model" } },
  { path: "/v2/rerank", body: ranking, answers: { ...nobody, rerank: "model" } },
  { path: "/score", body: scoring, answers: { ...nobody, rerank: "model", score: "model" } },
  { path: "/v1/score", body: scoring, answers: { ...nobody, rerank: "model", score: "model" } },
  { path: "/classify", body: { input: "Hello" }, answers: { ...nobody, classify: "model" } },
  { path: "/pooling", body: { input: "Hello" }, answers: { ...nobody, classify: "model" } },
  { path: "/v1/messages", body: { messages, max_tokens: 8 }, answers: nobody },
  { path: "/detokenize", body: { tokens: [72] }, answers: nobody },
  { path: "/v2/embed", body: { texts: ["Hello"] }, answers: nobody },
];

/** Paths of vLLM that no request through the gateway reaches, whatever it says. */
export const insidePaths: readonly string[] = [
  "/v1/models",
  "/v1/load_lora_adapter",
  "/v1/unload_lora_adapter",
  "/v1/chat/completions/batch",
  "/v1/responses/resp_1/cancel",
  "/v1/audio/transcriptions",
  "/inference/v1/generate",
  "/invocations",
  "/generative_scoring",
  "/scale_elastic_ep",
  "/adapters",
  "/metrics",
  "/health",
  "/ping",
  "/version",
  "/load",
  "/docs",
  "/redoc",
  "/openapi.json",
];

/** A request that is not as it should be. */
export interface OddRow {
  readonly request: string;
  readonly method: string;
  readonly target: string;
  /** Model of the body; no body without it. `null` is a body that names none. */
  readonly model?: string | null;
  /** What the client puts into the routing header. */
  readonly forged?: string;
  readonly type?: string;
  readonly body?: Readonly<Record<string, unknown>>;
  readonly status: number;
  readonly by: "static answers" | "body-based router" | "endpoint picker" | "vLLM" | "model";
}

/** Models of the stack that the rows are tried on, by their task. */
export const triedModels: Readonly<Record<Task, string>> = {
  generate: "Qwen/Qwen2.5-3B-Instruct",
  embed: "BAAI/bge-m3",
  rerank: "BAAI/bge-reranker-v2-m3",
  score: "cross-encoder/stsb-roberta-large",
  classify: "Skywork/Skywork-Reward-V2-Qwen3-0.6B",
};

const chat = "/v1/chat/completions";
const { generate, rerank } = triedModels;

/** Requests that somebody might send by mistake or on purpose. */
export const oddRows: readonly OddRow[] = [
  { request: "no body", method: "POST", target: chat, status: 400, by: "static answers" },
  { request: "`GET`", method: "GET", target: chat, status: 405, by: "static answers" },
  {
    request: "`OPTIONS`, which browsers send first",
    method: "OPTIONS",
    target: chat,
    status: 405,
    by: "static answers",
  },
  {
    request: "a body without a model",
    method: "POST",
    target: chat,
    model: null,
    body: { messages },
    status: 400,
    by: "static answers",
  },
  {
    request: "a model that nobody serves",
    method: "POST",
    target: chat,
    model: "x/y",
    body: { messages },
    status: 404,
    by: "static answers",
  },
  {
    request: "a slash at the end of the path",
    method: "POST",
    target: `${chat}/`,
    model: generate,
    body: { messages },
    status: 404,
    by: "static answers",
  },
  {
    request: "two slashes at its beginning",
    method: "POST",
    target: `/${chat}`,
    model: generate,
    body: { messages },
    status: 404,
    by: "static answers",
  },
  {
    request: "`%2F` for a slash",
    method: "POST",
    target: "/v1/chat%2Fcompletions",
    model: generate,
    body: { messages },
    status: 404,
    by: "static answers",
  },
  {
    request: "a path in capitals",
    method: "POST",
    target: "/V1/CHAT/COMPLETIONS",
    model: generate,
    body: { messages },
    status: 404,
    by: "static answers",
  },
  {
    request: "a query, `?x=1`, behind `/v1/chat/completions`",
    method: "POST",
    target: `${chat}?x=1`,
    model: generate,
    body: { messages },
    status: 400,
    by: "endpoint picker",
  },
  {
    request: "a query behind `/v1/completions`",
    method: "POST",
    target: "/v1/completions?x=1",
    model: generate,
    body: { prompt: "Hello" },
    status: 200,
    by: "model",
  },
  {
    request: "an upload, `multipart/form-data`",
    method: "POST",
    target: chat,
    type: "multipart/form-data; boundary=x",
    model: generate,
    status: 400,
    by: "body-based router",
  },
  {
    request: "a forged header and no body",
    method: "POST",
    target: chat,
    forged: generate,
    status: 400,
    by: "vLLM",
  },
  {
    request: "`GET` with a forged header",
    method: "GET",
    target: chat,
    forged: generate,
    status: 405,
    by: "vLLM",
  },
  {
    request: "`DELETE` with a forged header",
    method: "DELETE",
    target: chat,
    forged: generate,
    status: 405,
    by: "vLLM",
  },
  {
    request: "a forged header and a body without a model",
    method: "POST",
    target: chat,
    forged: generate,
    model: null,
    body: { messages },
    status: 400,
    by: "endpoint picker",
  },
  {
    request: "the same to a model that ranks, scores or classifies",
    method: "POST",
    target: "/rerank",
    forged: rerank,
    model: null,
    body: ranking,
    status: 200,
    by: "model",
  },
];

/** The table of paths, as the document has it. */
export function pathTable(): string {
  const cell = (answer: Answer) => (answer === "model" ? "model" : String(answer));
  const title = ({ path, with: how }: PathRow) =>
    how === undefined ? `\`${path}\`` : `\`${path}\` with \`${how}\``;
  return table(
    ["`POST`", ...tasks.map((task) => `\`${task}\``)],
    pathRows.map((row) => [title(row), ...tasks.map((task) => cell(row.answers[task]))]),
  );
}

/** The table of odd requests, as the document has it. */
export function oddTable(): string {
  const rows = oddRows.map(({ request, status, by }) => [request, by, String(status)]);
  return table(["request", "answered by", "with"], rows);
}

/** A table as Prettier formats it. */
function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = titles.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  return [line(titles), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}
