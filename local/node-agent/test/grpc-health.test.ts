import { createServer as createHttpServer } from "node:http";
import { createServer } from "node:http2";
import type { ServerHttp2Stream } from "node:http2";
import { createServer as createTcpServer } from "node:net";
import fc from "fast-check";
import { checkGrpcHealth } from "../grpc-health";
import { listeningServers } from "@switchyard/process/testing/listening-servers";
import { until } from "@switchyard/process/testing/until";

const listen = listeningServers();

/** A server that gives the stream of each call to the test once the call is complete. */
async function serve(onCall: (stream: ServerHttp2Stream, message: Buffer) => void) {
  const server = createServer();
  let sessions = 0;
  server.on("session", (session) => {
    sessions += 1;
    session.on("close", () => (sessions -= 1));
  });
  server.on("stream", (stream) => {
    const parts: Buffer[] = [];
    stream.on("error", () => undefined);
    stream.on("data", (part: Buffer) => parts.push(part));
    stream.on("end", () => {
      onCall(stream, Buffer.concat(parts));
    });
  });
  return { port: await listen(server), sessions: () => sessions };
}

function reply(stream: ServerHttp2Stream, message: Buffer, trailers: Record<string, string>): void {
  stream.respond({ ":status": 200, "content-type": "application/grpc" }, { waitForTrailers: true });
  stream.on("wantTrailers", () => {
    stream.sendTrailers(trailers);
  });
  stream.end(message);
}

/** A HealthCheckResponse with its gRPC prefix. */
function response(...bytes: readonly number[]): Buffer {
  return Buffer.from([0, 0, 0, 0, bytes.length, ...bytes]);
}

const check = (port: number, service = "", { signal } = new AbortController()) =>
  checkGrpcHealth("127.0.0.1", port, service, signal);

test("a server that is SERVING is healthy, however its answer is cut into pieces; no connection stays", async () => {
  const { port, sessions } = await serve((stream) => {
    stream.respond({ ":status": 200 }, { waitForTrailers: true });
    stream.on("wantTrailers", () => {
      stream.sendTrailers({ "grpc-status": "0" });
    });
    const answer = response(0x08, 1);
    stream.write(answer.subarray(0, 3));
    setImmediate(() => stream.end(answer.subarray(3)));
  });
  await expect(check(port)).resolves.toBeUndefined();
  await until(() => sessions() === 0);
});

test.each([
  [[0x08, 2], "NOT_SERVING"],
  [[0x08, 3], "SERVICE_UNKNOWN"],
  // A status of 0 is left out of the message.
  [[], "UNKNOWN"],
  [[0x08, 0], "UNKNOWN"],
  [[0x08, 9], "status 9"],
])("an answer of %j is not healthy", async (bytes, name) => {
  const { port } = await serve((stream) => {
    reply(stream, response(...bytes), { "grpc-status": "0" });
  });
  await expect(check(port)).rejects.toThrow(new Error(`service unhealthy (responded with "${name}")`));
});

test("a refusal in headers alone, as of a server without the health service", async () => {
  const { port } = await serve((stream) => {
    stream.respond(
      { ":status": 200, "grpc-status": "12", "grpc-message": "unknown service" },
      { endStream: true },
    );
  });
  await expect(check(port)).rejects.toThrow(new Error("grpc status 12: unknown service"));
});

test("a refusal after a message that says SERVING still is one", async () => {
  const { port } = await serve((stream) => {
    reply(stream, response(0x08, 1), { "grpc-status": "14" });
  });
  await expect(check(port)).rejects.toThrow(new Error("grpc status 14: "));
});

test("the service's name arrives as it was given", async () => {
  const asked: Buffer[] = [];
  const { port } = await serve((stream, message) => {
    asked.push(message);
    reply(stream, response(0x08, 1), { "grpc-status": "0" });
  });
  const name = fc.string({ maxLength: 31, unit: "grapheme" }).filter((text) => Buffer.byteLength(text) < 128);
  await fc.assert(
    fc.asyncProperty(name, async (service) => {
      asked.length = 0;
      await check(port, service);
      const bytes = [...Buffer.from(service)];
      const message = bytes.length === 0 ? [] : [0x0a, bytes.length, ...bytes];
      expect(asked).toEqual([Buffer.from([0, 0, 0, 0, message.length, ...message])]);
    }),
    { numRuns: 25 },
  );
});

test("a name that would need a longer length field is refused rather than sent wrongly", async () => {
  const { port } = await serve((stream) => {
    stream.close();
  });
  const service = "x".repeat(128);
  await expect(check(port, service)).rejects.toThrow(new Error(`grpc service name is too long: ${service}`));
});

test("a server that does not answer is left at the signal, and no connection stays", async () => {
  const { port, sessions } = await serve(() => undefined);
  const timeout = new AbortController();
  const checked = check(port, "", timeout);
  setTimeout(() => {
    timeout.abort();
  }, 20);
  await expect(checked).rejects.toThrow(new Error("timeout"));
  await until(() => sessions() === 0);
});

test("a server that hangs up in the middle is not healthy", async () => {
  const { port } = await serve((stream) => stream.session?.destroy());
  await expect(check(port)).rejects.toThrow();
});

test("something that speaks another protocol is not healthy", async () => {
  const http1 = await listen(createHttpServer((_request, answer) => answer.end("ok")));
  await expect(check(http1)).rejects.toThrow();
  const closesAtOnce = await listen(createTcpServer((socket) => socket.destroy()));
  await expect(check(closesAtOnce)).rejects.toThrow();
});
