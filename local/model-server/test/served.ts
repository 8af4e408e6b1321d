import { once } from "node:events";
import type { Server } from "node:http";
import { parseOptions } from "./parse-options";
import { createModelServer } from "../server";

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

export async function serve(args: readonly string[], tpu = false): Promise<string> {
  const latency = { loadMs: 0, firstTokenMs: 0, perTokenMs: 0 };
  const server = createModelServer({ options: parseOptions(args), latency, podName: "vllm-0", tpu });
  servers.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" ? (address?.port ?? 0) : 0}`;
}

export const generating = ["--model", "Org/Chat"];
export const embedding = ["--model", "BAAI/bge-m3", "--runner", "pooling", "--convert", "embed"];
export const ranking = ["--model", "BAAI/bge-reranker-v2-m3", "--runner", "pooling"];
export const classifying = ["--model", "Org/Classes", "--runner", "pooling", "--convert", "classify"];

export async function ask(args: readonly string[], path: string, body: object, tpu = false) {
  const response = await fetch(`${await serve(args, tpu)}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, type: response.headers.get("content-type"), text };
}

export async function answer(args: readonly string[], path: string, body: object): Promise<unknown> {
  const { status, text } = await ask(args, path, body);
  expect(status).toBe(200);
  return JSON.parse(text) as unknown;
}
