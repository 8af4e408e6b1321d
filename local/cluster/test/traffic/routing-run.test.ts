import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { runRouting } from "../../traffic/routing-run";

/** A gateway whose routes are a table from a request's model to the model that answers. */
class FakeGateway {
  readonly asked: string[] = [];
  readonly #server: Server;

  constructor(routes: Readonly<Record<string, string>>) {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const { model } = JSON.parse(Buffer.concat(chunks).toString()) as { model: string };
        this.asked.push(model);
        const served = routes[model];
        if (served === undefined) response.writeHead(404).end("no route");
        else response.writeHead(200, { "x-served-model": served }).end(JSON.stringify({ model }));
      });
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

const models = ["a", "b"].map((model) => ({ model, baseModel: model, pool: `${model}-pool` }));
const settings = { models, requests: 20, seed: 1, concurrency: 4, onProgress: () => undefined };
let gateway: FakeGateway;

afterEach(() => {
  gateway.stop();
});

test("asks every model once before it counts, then sends exactly the requests, then an unknown name", async () => {
  gateway = new FakeGateway({ a: "a", b: "b" });
  const result = await runRouting({ ...settings, gatewayUrl: await gateway.start() });
  expect(result.problems).toEqual([]);
  expect(result.models.map(({ requests, right }) => [requests, right])).toEqual([
    [10, 10],
    [10, 10],
  ]);
  expect(result.unknown).toEqual({ model: "switchyard/no-such-model", status: 404 });
  expect([...gateway.asked.slice(0, 2)].sort()).toEqual(["a", "b"]);
  expect(gateway.asked).toHaveLength(2 + 20 + 1);
});

test("gives up when it is interrupted", async () => {
  gateway = new FakeGateway({ a: "a", b: "a" });
  const run = { ...settings, gatewayUrl: await gateway.start(), signal: AbortSignal.timeout(100) };
  await expect(runRouting(run)).rejects.toThrow("aborted due to timeout");
});
