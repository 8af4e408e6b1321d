/**
 * Every row of docs/requests.md, sent through the real gateway, BBR and endpoint pickers to one model of each task.
 */
import { z } from "zod";
import { tasks } from "../../components/model/task";
import { askModel } from "@switchyard/cluster/traffic/chat-request";
import { insidePaths, oddRows, pathRows, triedModels } from "../support/request-table";
import type { OddRow } from "../support/request-table";
import { Laptop } from "./support/laptop";

const routingHeader = "X-Gateway-Base-Model-Name";

/** Building the tools from source on a machine where nothing is cached takes most of this. */
jest.setTimeout(50 * 60_000);

const laptop = Laptop.create();
let gatewayUrl = "";

const startResult = z.object({
  gatewayUrl: z.string(),
  routing: z.object({
    models: z.array(z.object({ model: z.string(), right: z.number(), wrong: z.number() })),
    problems: z.array(z.string()),
  }),
});

beforeAll(async () => {
  laptop.setModels(tasks.map((task) => ({ model: triedModels[task], accelerator: "nvidia-l4" })));
  const { code, stdout } = await laptop.start();
  expect(code).toBe(0);
  const result = startResult.parse(JSON.parse(stdout));
  gatewayUrl = result.gatewayUrl;
  // The counted requests ask each model for what it does.
  expect(result.routing.problems).toEqual([]);
  expect(result.routing.models.map(({ model, wrong }) => [model, wrong])).toEqual(
    tasks.map((task) => [triedModels[task], 0]),
  );
});

afterAll(async () => {
  await laptop.remove();
});

afterEach(async () => {
  const answers = await Promise.all(
    tasks.map((task) =>
      askModel(gatewayUrl, { model: triedModels[task], baseModel: triedModels[task], task }),
    ),
  );
  expect(answers.map(({ problem }) => problem)).toEqual(tasks.map(() => undefined));
});

async function send(method: string, target: string, headers: Record<string, string>, body?: string) {
  const response = await fetch(gatewayUrl + target, {
    method,
    headers,
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  return { status: response.status, servedBy: response.headers.get("x-served-model"), text };
}

const json = { "content-type": "application/json" };

describe.each(tasks)("a model with the task %s", (task) => {
  const model = triedModels[task];

  test.each(pathRows)("$path $with", async ({ path, body, answers }) => {
    const { status, servedBy } = await send("POST", path, json, JSON.stringify({ model, ...body }));
    const answer = answers[task];

    expect({ status, servedBy }).toEqual(
      answer === "model" ? { status: 200, servedBy: model } : { status: answer, servedBy: null },
    );
  });

  test.each(insidePaths)("keeps %s to itself for any request", async (path) => {
    const body = JSON.stringify({ model, prompt: "Hello", messages: [{ role: "user", content: "Hello" }] });
    const forged = { [routingHeader]: model };
    const answers = await Promise.all([
      send("GET", path, forged),
      send("POST", path, forged),
      send("POST", path, { ...json, ...forged }, body),
      send("POST", `${path}/`, { ...json, ...forged }, body),
    ]);

    for (const answer of answers)
      expect(answer).toEqual({ status: 404, servedBy: null, text: "fault filter abort" });
  });
});

function bodyOf({ model, body, type }: OddRow): string | undefined {
  if (type !== undefined) return '--x\r\ncontent-disposition: form-data; name="model"\r\n\r\nm\r\n--x--\r\n';
  if (body === undefined) return undefined;
  return JSON.stringify(model === null ? body : { model, ...body });
}

test.each(oddRows)("$request: $status by the $by", async (row) => {
  const body = bodyOf(row);
  const headers = {
    ...(body === undefined ? {} : { "content-type": row.type ?? json["content-type"] }),
    ...(row.forged === undefined ? {} : { [routingHeader]: row.forged }),
  };
  const { status, servedBy, text } = await send(row.method, row.target, headers, body);
  const reached = row.by === "model" || row.by === "vLLM";

  expect({ status, servedBy }).toEqual({
    status: row.status,
    servedBy: reached ? (row.forged ?? row.model) : null,
  });
  if (row.by === "gateway") expect(text).toBe("fault filter abort");
});

test("a stream of responses comes as events, up to its end", async () => {
  const body = JSON.stringify({ model: triedModels.generate, input: "Hello", stream: true });
  const { text } = await send("POST", "/v1/responses", json, body);

  expect(text).toMatch(/^event: response.created\n/);
  expect(text).toContain("event: response.completed\n");
});
