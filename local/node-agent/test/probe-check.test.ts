import { createServer } from "node:http";
import { createServer as createHttp2Server } from "node:http2";
import { checkProbe } from "../probe-check";
import type { ProbeAction } from "../probe-spec";
import { listeningServers } from "@switchyard/process/testing/listening-servers";

const listen = listeningServers();
const kubeProbe = "kube-probe/1.99";

function check(action: ProbeAction, timeoutSec = 1): Promise<string | undefined> {
  const thresholds = { success: 1, failure: 1 };
  return checkProbe({ action, initialDelaySec: 0, periodSec: 1, timeoutSec, thresholds }, "v1.99.3");
}

async function serveStatus(status: number): Promise<string> {
  const server = createServer((request, response) => {
    response.writeHead(request.headers["user-agent"] === kubeProbe ? status : 599).end();
  });
  return `http://127.0.0.1:${await listen(server)}/health`;
}

/** A gRPC server that answers every call alike; the last bytes that it was sent are kept. */
async function serveGrpc(answer: Buffer, trailers: Record<string, string>) {
  const asked: Buffer[] = [];
  const server = createHttp2Server();
  server.on("stream", (stream, headers) => {
    stream.on("data", (part: Buffer) => asked.push(part));
    stream.on("end", () => {
      const known = headers[":path"] === "/grpc.health.v1.Health/Check";
      stream.respond({ ":status": known ? 200 : 404 }, { waitForTrailers: true });
      stream.on("wantTrailers", () => {
        stream.sendTrailers(trailers);
      });
      stream.end(answer);
    });
  });
  return { port: await listen(server), asked };
}

const serving = Buffer.from([0, 0, 0, 0, 2, 0x08, 1]);

test.each([
  [200, undefined],
  [399, undefined],
  [404, "HTTP probe failed with statuscode: 404"],
  [503, "HTTP probe failed with statuscode: 503"],
])("HTTP status %d: %s", async (status, problem) => {
  const url = await serveStatus(status);
  expect(await check({ kind: "http", url, headers: {} })).toBe(problem);
});

test("nobody listens", async () => {
  const refused = { kind: "http", url: "http://127.0.0.1:1/", headers: {} } as const;
  expect(await check(refused)).toBe("connect ECONNREFUSED 127.0.0.1:1");
  expect(await check({ kind: "tcp", host: "127.0.0.1", port: 1 })).toBe("connect ECONNREFUSED 127.0.0.1:1");
  const grpc = { kind: "grpc", host: "127.0.0.1", port: 1, service: "" } as const;
  expect(await check(grpc)).toBe("connect ECONNREFUSED 127.0.0.1:1");
});

test("a server that never answers fails at the timeout", async () => {
  const port = await listen(createServer(() => undefined));
  const action = { kind: "http", url: `http://127.0.0.1:${port}/`, headers: {} } as const;
  expect(await check(action, 0.05)).toBe("no answer within 0.05 s");
  const silent = createHttp2Server();
  const grpc = { kind: "grpc", host: "127.0.0.1", port: await listen(silent), service: "" } as const;
  expect(await check(grpc, 0.05)).toBe("no answer within 0.05 s");
});

test("an open port is enough for tcpSocket", async () => {
  const port = await listen(createServer());
  expect(await check({ kind: "tcp", host: "127.0.0.1", port })).toBeUndefined();
});

test("gRPC: SERVING is good, and the service's name is asked for", async () => {
  const { port, asked } = await serveGrpc(serving, { "grpc-status": "0" });
  expect(await check({ kind: "grpc", host: "127.0.0.1", port, service: "epp" })).toBeUndefined();
  expect(Buffer.concat(asked)).toEqual(Buffer.from([0, 0, 0, 0, 5, 0x0a, 3, ...Buffer.from("epp")]));
});

test.each([
  [
    Buffer.from([0, 0, 0, 0, 2, 0x08, 2]),
    { "grpc-status": "0" },
    'service unhealthy (responded with "NOT_SERVING")',
  ],
  [Buffer.from([0, 0, 0, 0, 0]), { "grpc-status": "0" }, 'service unhealthy (responded with "UNKNOWN")'],
  [
    Buffer.alloc(0),
    { "grpc-status": "5", "grpc-message": "unknown service" },
    "grpc status 5: unknown service",
  ],
])("gRPC answer %j with %j: %s", async (answer, trailers, problem) => {
  const { port } = await serveGrpc(answer, trailers);
  expect(await check({ kind: "grpc", host: "127.0.0.1", port, service: "" })).toBe(problem);
});

test("what cannot be asked is a bad answer", async () => {
  expect(await check({ kind: "unsupported", message: "no" })).toBe("no");
});
