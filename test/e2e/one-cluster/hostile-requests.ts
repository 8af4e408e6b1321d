/**
 * What clients send that they should not, through the real gateway, BBR and endpoint pickers: each is answered with a
 * sensible status, none by a wrong model, and the gateway keeps serving.
 */
import { connect } from "node:http2";
import { createConnection } from "node:net";
import { z } from "zod";
import { askModel } from "@switchyard/cluster/traffic/chat-request";
import { gatewayUrl as urlOf } from "@switchyard/cluster/settings";
import { ensureStarted, laptop } from "./shared-laptop";

const qwen = "Qwen/Qwen2.5-3B-Instruct";
const phi = "microsoft/Phi-3-mini-4k-instruct";
const models = [qwen, phi].map((model) => ({ model, baseModel: model }));
const routingHeader = "X-Gateway-Base-Model-Name";
const rawHeader = "X-Gateway-Model-Name";
const path = "/v1/chat/completions";
const gatewayUrl = urlOf(laptop.settings.slot, 80);

export function hostileRequests(): void {
  describe("a client that sends what it should not", () => {
    beforeAll(async () => {
      await ensureStarted();
    });

    afterEach(async () => {
      const answers = await Promise.all(models.map((model) => askModel(gatewayUrl, model)));
      expect(answers.map(({ problem }) => problem)).toEqual([undefined, undefined]);
    });

    function chat(model: unknown, content = "Hello", more: object = {}): string {
      return JSON.stringify({ model, messages: [{ role: "user", content }], ...more });
    }

    function post(body: RequestInit["body"], headers: Record<string, string> = {}): Promise<Response> {
      const options = body instanceof ReadableStream ? { duplex: "half" as const } : {};
      return fetch(gatewayUrl + path, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        ...(body === undefined ? {} : { body }),
        ...options,
      });
    }

    async function answer(response: Response) {
      await response.arrayBuffer();
      return { status: response.status, servedBy: response.headers.get("x-served-model") };
    }

    /** Sends a request as a client of HTTP/1.0 does, and returns all that comes until the connection is closed. */
    async function overHttp10(target: string, body: string): Promise<string> {
      const { hostname, port } = new URL(gatewayUrl);
      const socket = createConnection({ host: hostname, port: Number(port) });
      const headers = ["content-type: application/json", `content-length: ${Buffer.byteLength(body)}`];
      socket.write([`POST ${target} HTTP/1.0`, ...headers, "", body].join("\r\n"));
      let answered = "";
      for await (const part of socket as AsyncIterable<Buffer>) answered += part.toString();
      return answered;
    }

    const noModel = JSON.stringify({ messages: [{ role: "user", content: "Hello" }] });

    test.each([
      ["a body that is not JSON", '{"model":', {}, 400],
      ["no body", undefined, {}, 400],
      ["no model", noModel, {}, 400],
      ["a model that is a number", chat(7), {}, 404],
      ["an empty model", chat(""), {}, 400],
      ["a model that nobody serves", chat("x/y"), {}, 404],
      ["a known name in another case", chat(qwen.toLowerCase()), {}, 404],
      [
        "an unknown model with both routing headers forged",
        chat("x/y"),
        { [routingHeader]: qwen, [rawHeader]: qwen },
        404,
      ],
    ])("%s is refused, and no model sees it", async (_name, body, headers, status) => {
      expect(await answer(await post(body, headers))).toEqual({ status, servedBy: null });
    });

    test("a forged header of a request without a model leads to that model's endpoint picker, which refuses it", async () => {
      const response = await post(noModel, { [routingHeader]: qwen });
      expect(await answer(response)).toEqual({ status: 400, servedBy: null });
    });

    test("the list of models is the gateway's, whatever the header says, and no model's", async () => {
      for (const headers of [{}, { [routingHeader]: qwen }])
        expect(await answer(await fetch(`${gatewayUrl}/v1/models`, { headers }))).toEqual({
          status: 200,
          servedBy: null,
        });
    });

    test.each([
      "GET /metrics",
      "GET /openapi.json",
      "POST /v1/load_lora_adapter",
      "POST /v1/unload_lora_adapter",
      "POST /scale_elastic_ep",
      "POST /inference/v1/generate",
      "POST /v1/chat/completions/",
      "GET /V1/chat/completions",
    ])("%s reaches no model server, though its header is believed", async (line) => {
      const [method = "", target = ""] = line.split(" ");
      const headers = { "content-type": "application/json", [routingHeader]: qwen };
      const bodies = method === "GET" ? [undefined] : [undefined, noModel, chat(qwen)];
      const answers = await Promise.all(
        bodies.map(async (body) =>
          answer(
            await fetch(gatewayUrl + target, { method, headers, ...(body === undefined ? {} : { body }) }),
          ),
        ),
      );
      expect(answers).toEqual(bodies.map(() => ({ status: 404, servedBy: null })));
    });

    test.each([
      ["GET", 405],
      ["HEAD", 405],
      ["PUT", 405],
      ["DELETE", 405],
      ["POST", 400],
    ])(
      "%s without a body and with a forged header ends at vLLM's web framework: %d",
      async (method, status) => {
        const response = await fetch(gatewayUrl + path, { method, headers: { [routingHeader]: qwen } });
        expect(await answer(response)).toEqual({ status, servedBy: qwen });
      },
    );

    test("a forged header does not lead a known model astray", async () => {
      const response = await post(chat(phi), { [routingHeader]: qwen, [rawHeader]: qwen });
      expect(await answer(response)).toEqual({ status: 200, servedBy: phi });
    });

    test.each([8 * 1024, 64 * 1024, 1_200_000, 20_000_000])("a prompt of %d bytes arrives", async (bytes) => {
      const response = await post(chat(phi, "x".repeat(bytes)));
      expect(await answer(response)).toEqual({ status: 200, servedBy: phi });
    });

    test("a seed is refused by the TPU that the model runs on, unless it has nothing to do", async () => {
      const seeded = (more: object) => post(chat(qwen, "Hello", { seed: 7, ...more }));
      const refused = await seeded({});
      expect(await refused.text()).toContain("JAX does not support per-request seed.");
      expect(refused.status).toBe(400);
      expect(await answer(await seeded({ temperature: 0 }))).toEqual({ status: 200, servedBy: qwen });
    });

    test("a body that comes slowly and in chunks arrives", async () => {
      const parts = chat(qwen, "x".repeat(10_000)).match(/.{1,1000}/gs) ?? [];
      const body = new ReadableStream({
        async pull(controller) {
          await new Promise((resolve) => setTimeout(resolve, 50));
          const part = parts.shift();
          if (part === undefined) controller.close();
          else controller.enqueue(new TextEncoder().encode(part));
        },
      });
      expect(await answer(await post(body))).toEqual({ status: 200, servedBy: qwen });
    });

    test("a streamed answer comes as events, up to its end", async () => {
      const response = await post(chat(qwen, "Hello", { stream: true }));
      const text = await response.text();
      expect(response.headers.get("content-type")).toContain("text/event-stream");
      expect(text.trimEnd().endsWith("data: [DONE]")).toBe(true);
    });

    test("clients that go away in the middle of an answer leave nothing behind", async () => {
      for (let i = 0; i < 20; i++) {
        const gone = new AbortController();
        const response = await fetch(gatewayUrl + path, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: chat(qwen, "Hello", { stream: true }),
          signal: gone.signal,
        });
        await response.body?.getReader().read();
        gone.abort();
      }
    });

    test("HTTP/2 without TLS is served like HTTP/1.1", async () => {
      const session = connect(gatewayUrl);
      const status = await new Promise((resolve, reject) => {
        const request = session.request({
          ":method": "POST",
          ":path": path,
          "content-type": "application/json",
        });
        request.on("response", (headers) => {
          resolve(headers[":status"]);
        });
        request.on("error", reject);
        request.end(chat(phi));
      });
      session.close();
      expect(status).toBe(200);
    });

    test.each(models)("HTTP/1.0, without a host, is served by $model", async ({ model }) => {
      const [head = "", body = ""] = (await overHttp10(path, chat(model))).split("\r\n\r\n");
      expect(head).toMatch(/^HTTP\/1\.[01] 200 OK\r\n/);
      expect(z.object({ model: z.string() }).parse(JSON.parse(body)).model).toBe(model);
    });

    test("200 requests at once, for a minute, are all answered by their own model", async () => {
      const atOnce = 200;
      const endsAtMs = Date.now() + 60_000;
      const latenciesMs: number[] = [];
      const problems: string[] = [];
      const askOn = async (asked: (typeof models)[number]): Promise<void> => {
        while (Date.now() < endsAtMs) {
          const { problem, latencyMs } = await askModel(gatewayUrl, asked);
          latenciesMs.push(latencyMs);
          if (problem !== undefined) problems.push(`${asked.model}: ${problem}`);
        }
      };
      await Promise.all(
        models.flatMap((asked) => Array.from({ length: atOnce / models.length }, () => askOn(asked))),
      );

      expect(problems).toEqual([]);
      expect(latenciesMs.length).toBeGreaterThan(atOnce);
      const sorted = latenciesMs.sort((left, right) => left - right);
      const at = (share: number) => `${(sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(0)} ms`;
      const perSec = (sorted.length / 60).toFixed(0);
      console.log(
        `${sorted.length} answered, ${perSec} a second; half within ${at(0.5)}, 99 of 100 within ${at(0.99)}`,
      );
    });
  });
}
