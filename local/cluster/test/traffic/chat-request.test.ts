import { once } from "node:events";
import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { askModel, requestStatus } from "../../traffic/chat-request";

const asked = { model: "adapter", baseModel: "Org/Base" };
const rightBody = JSON.stringify({ model: "adapter", choices: [] });

const servers: Server[] = [];

function closeServers(): void {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
}

afterEach(closeServers);

async function serve(
  onRequest: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<string> {
  const server = createServer(onRequest).listen(0, "127.0.0.1");
  servers.push(server);
  await once(server, "listening");
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" ? (address?.port ?? 0) : 0}`;
}

function answerWith(status: number, body: string, servedBy?: string): Promise<string> {
  return serve((_request, response) => {
    const header = servedBy === undefined ? {} : { "x-served-model": servedBy };
    response.writeHead(status, header).end(body);
  });
}

test("an answer of the right model has no problem, and its time is taken", async () => {
  const outcome = await askModel(await answerWith(200, rightBody, "Org/Base"), asked);
  expect(outcome).toMatchObject({ model: "adapter", problem: undefined });
  expect(outcome.latencyMs).toBeGreaterThan(0);
});

test("an answer says which pod gave it", async () => {
  const url = await serve((_request, response) => {
    response
      .writeHead(200, { "x-served-model": "Org/Base", "x-served-by": "base-7d9c-x2x9z" })
      .end(rightBody);
  });
  expect(await askModel(url, asked)).toMatchObject({ problem: undefined, pod: "base-7d9c-x2x9z" });
  expect(await askModel(await answerWith(200, rightBody, "Org/Base"), asked)).toMatchObject({
    pod: undefined,
  });
});

test("what is sent is a short chat completion for the name, once", async () => {
  const requests: string[] = [];
  const url = await serve((request, response) => {
    let body = "";
    request.on("data", (part: Buffer) => (body += part.toString()));
    request.on("end", () => {
      requests.push(
        `${request.method ?? ""} ${request.url ?? ""} ${request.headers["content-type"] ?? ""} ${body}`,
      );
      response.writeHead(503).end("no healthy upstream");
    });
  });
  expect((await askModel(url, asked)).problem).toBe("answered 503: no healthy upstream");
  expect(requests).toEqual([
    "POST /v1/chat/completions application/json " +
      '{"model":"adapter","messages":[{"role":"user","content":"Say which model you are. I think adapter."}],"max_tokens":16}',
  ]);
});

test.each([
  ["another status", 404, "fault filter abort", undefined, "answered 404: fault filter abort"],
  ["a long refusal", 500, "x".repeat(500), undefined, `answered 500: ${"x".repeat(120)}`],
  ["another name", 200, '{"model":"other"}', "Org/Base", "the answer names the model other"],
  ["no name", 200, "{}", "Org/Base", "the answer names the model nothing"],
  ["a name that is none", 200, '{"model":7}', "Org/Base", "the answer names the model nothing"],
  ["no JSON", 200, "<html>", "Org/Base", "the answer names the model nothing"],
  ["an empty body", 200, "", "Org/Base", "the answer names the model nothing"],
  ["another pool", 200, rightBody, "Org/Other", "was answered by Org/Other"],
  ["a stranger", 200, rightBody, undefined, "was answered by a server that does not name its model"],
])("%s is a wrong answer", async (_title, status, body, servedBy, problem) => {
  expect((await askModel(await answerWith(status, body, servedBy), asked)).problem).toBe(problem);
});

test("nobody listens: no answer, with the cause", async () => {
  expect((await askModel("http://127.0.0.1:1", asked)).problem).toMatch(/^no answer: /);
  const url = await answerWith(200, rightBody, "Org/Base");
  closeServers();
  expect((await askModel(url, asked)).problem).toMatch(/^no answer: connect ECONNREFUSED 127\.0\.0\.1:\d+$/);
});

test("an answer that is cut off is no answer, though its head was right", async () => {
  const url = await serve((_request, response) => {
    response.writeHead(200, { "x-served-model": "Org/Base", "content-length": "1000" });
    response.write(rightBody);
    response.socket?.destroySoon();
  });
  expect((await askModel(url, asked)).problem).toMatch(/^no answer: /);
});

test("whoever waits for no answer says for how long", async () => {
  const url = await serve(() => undefined);
  expect((await askModel(url, asked, 30)).problem).toMatch(/^no answer: .*timeout/);
});

describe("the status of an unknown model", () => {
  test("is what the gateway answers", async () => {
    expect(await requestStatus(await answerWith(404, "fault filter abort"), "none")).toBe(404);
    expect(await requestStatus("http://127.0.0.1:1", "none")).toBeUndefined();
  });

  test("is none when the answer does not come in time, at its head or in the middle", async () => {
    expect(await requestStatus(await serve(() => undefined), "none", 30)).toBeUndefined();
    const stalls = await serve((_request, response) => {
      response.writeHead(404, { "content-length": "10" }).write("x");
    });
    expect(await requestStatus(stalls, "none", 30)).toBeUndefined();
  });
});

test.each([
  ["embed", "/v1/embeddings", { input: "TEXT" }],
  ["rerank", "/rerank", { query: "TEXT", documents: ["TEXT", "Something else"] }],
  ["score", "/score", { queries: "TEXT", documents: "TEXT" }],
  ["classify", "/classify", { input: "TEXT" }],
] as const)("a model with the task %s is asked at %s", async (task, path, question) => {
  const seen: string[] = [];
  const url = await serve((request, response) => {
    let body = "";
    request.on("data", (part: Buffer) => (body += part.toString()));
    request.on("end", () => {
      seen.push(`${request.url ?? ""} ${body}`);
      response.writeHead(200, { "x-served-model": "Org/Base" }).end(rightBody);
    });
  });

  expect((await askModel(url, { ...asked, task })).problem).toBeUndefined();
  expect(seen).toEqual([
    `${path} ${JSON.stringify({ model: "adapter", ...question }).replaceAll("TEXT", "Say which model you are. I think adapter.")}`,
  ]);
});
