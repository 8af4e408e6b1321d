import { createServer } from "node:http";
import type { Server } from "node:http";
import { once } from "node:events";
import { EnvoyAdmin } from "../../envoy/envoy-admin";

let server: Server;
let answer: string;
let asked: (string | undefined)[];

async function admin(): Promise<EnvoyAdmin> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return new EnvoyAdmin(typeof address === "object" && address !== null ? address.port : 0);
}

beforeEach(() => {
  asked = [];
  server = createServer((request, response) => {
    asked.push(request.url);
    response.end(answer);
  });
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

test("waits until the statistics say so", async () => {
  answer = JSON.stringify({ stats: [{ name: "warming", value: 1 }, { histograms: {} }] });
  const waiting = (await admin()).waitUntil((stats) => stats.get("warming") === 0, 5000);
  await once(server, "request");
  answer = JSON.stringify({ stats: [{ name: "warming", value: 0 }] });
  expect(await waiting).toBe(true);
  expect(asked[0]).toBe("/stats?format=json&filter=version_text|warming");
});

test("gives up after the time", async () => {
  answer = JSON.stringify({ stats: [] });
  expect(await (await admin()).waitUntil(() => false, 50)).toBe(false);
});

test.each(["no JSON", '{"other": 1}'])("takes %s for no answer", async (text) => {
  answer = text;
  expect(await (await admin()).waitUntil(() => true, 0)).toBe(false);
});

test("takes an Envoy that is not there for one that has taken nothing", async () => {
  const gone = await admin();
  server.close();
  await once(server, "close");
  expect(await gone.waitUntil(() => true, 0)).toBe(false);
});
