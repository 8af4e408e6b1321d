import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { measureLoad, summarize } from "../../bench/load";

test("percentiles are of the latencies, requests per second of the whole time", () => {
  const latenciesMs = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect(summarize(latenciesMs, 2000)).toEqual({ perSecond: 50, p50Ms: 50, p99Ms: 99 });
});

/** Measures a server that answers with one status, and returns what it was asked for. */
async function measure(status: number) {
  const bodies: string[] = [];
  const server = createServer((incoming, response) => {
    incoming.on("data", (chunk: Buffer) => bodies.push(chunk.toString()));
    incoming.on("end", () => response.writeHead(status).end("{}"));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  const load = { url: `http://127.0.0.1:${port}`, models: ["a", "b"], atOnce: 2, durationMs: 100 };
  try {
    return { result: await measureLoad(load), bodies };
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test("the models are asked in turn, and every answer counts", async () => {
  const { result, bodies } = await measure(200);
  expect(bodies.some((body) => body.includes('"model":"a"'))).toBe(true);
  expect(bodies.some((body) => body.includes('"model":"b"'))).toBe(true);
  expect(result.perSecond).toBeGreaterThan(0);
});

test("an answer that is not 200 ends the measurement", async () => {
  await expect(measure(503)).rejects.toThrow(/^[ab] was answered 503 at http:\/\/127\.0\.0\.1:\d+$/);
});
