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

const errorSchema = z.object({ error: z.object({ code: z.string() }).optional() });

/** The code of an error in OpenAI's shape; `undefined` for an answer that is none. */
function codeIn(text: string): string | undefined {
  return errorSchema.parse(JSON.parse(text)).error?.code;
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

    // At that path the static answers have their list.
    const own = path === "/v1/models";
    expect(answers.map(({ status, servedBy, text }) => [status, servedBy, codeIn(text)])).toEqual([
      own ? [200, null, undefined] : [404, null, "unknown_path"],
      own ? [405, null, "method_not_allowed"] : [404, null, "unknown_path"],
      own ? [405, null, "method_not_allowed"] : [404, null, "unsupported_path"],
      own ? [405, null, "method_not_allowed"] : [404, null, "unsupported_path"],
    ]);
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
  if (row.by === "static answers") expect(codeIn(text)).toMatch(/^[a-z_]+$/);
});

describe("the list of models", () => {
  const entryOf = (task: (typeof tasks)[number]) => ({
    id: triedModels[task],
    object: "model",
    created: 0,
    owned_by: "switchyard",
    task,
  });
  const names = Object.values(triedModels).sort();
  const available = names.map((name) => `\`${name}\``).join(", ");

  test("has all of them, sorted, and each by its name, with its slash written in either way", async () => {
    const { status, text } = await send("GET", "/v1/models", {});
    expect({ status, body: JSON.parse(text) as unknown }).toEqual({
      status: 200,
      body: {
        object: "list",
        data: tasks.map(entryOf).sort((one, other) => (one.id < other.id ? -1 : 1)),
      },
    });
    for (const task of tasks)
      for (const id of [triedModels[task], encodeURIComponent(triedModels[task])]) {
        const one = await send("GET", `/v1/models/${id}`, {});
        expect({ status: one.status, body: JSON.parse(one.text) as unknown }).toEqual({
          status: 200,
          body: entryOf(task),
        });
      }
  });

  test.each([
    ["GET", "/v1/models"],
    ["GET", "/v1/models/x"],
    ["HEAD", "/v1/models"],
  ])("%s %s with a forged header reaches no model", async (method, target) => {
    for (const task of tasks) {
      const { servedBy, status } = await send(method, target, { [routingHeader]: triedModels[task] });
      expect({ servedBy, status }).toEqual({ servedBy: null, status: target === "/v1/models" ? 200 : 404 });
    }
  });

  test("is read only: any other method gets 405 with Allow", async () => {
    for (const method of ["POST", "DELETE", "PUT", "OPTIONS"]) {
      const response = await fetch(`${gatewayUrl}/v1/models`, { method });
      expect([response.status, response.headers.get("allow"), await response.json()]).toEqual([
        405,
        "GET, HEAD",
        {
          error: {
            message: "This path takes only GET and HEAD.",
            type: "invalid_request_error",
            param: null,
            code: "method_not_allowed",
          },
        },
      ]);
    }
  });

  test.each([
    ["x/y", "x/y"],
    ['a"b\\c%REQ(:PATH)%<é>', 'a"b\\c%REQ(:PATH)%<é>'],
    ["y".repeat(5000), "y".repeat(100)],
  ])("an unknown model gets 404 in OpenAI's JSON, with the names that there are", async (model, named) => {
    const response = await fetch(`${gatewayUrl}/v1/chat/completions`, {
      method: "POST",
      headers: json,
      body: JSON.stringify({ model, messages: [] }),
    });
    expect([response.status, response.headers.get("content-type"), await response.json()]).toEqual([
      404,
      "application/json",
      {
        error: {
          message: `The model \`${named}\` does not exist. Available: ${available}.`,
          type: "invalid_request_error",
          param: "model",
          code: "model_not_found",
        },
      },
    ]);
  });

  test("a request without a model gets 400, a method that a model's path does not take 405 with Allow", async () => {
    const without = await send("POST", "/v1/chat/completions", json, "{}");
    expect({ status: without.status, body: JSON.parse(without.text) as unknown }).toEqual({
      status: 400,
      body: {
        error: {
          message: `The request must be JSON and name a model in the field \`model\`. Available: ${available}.`,
          type: "invalid_request_error",
          param: "model",
          code: "missing_required_parameter",
        },
      },
    });
    const wrongMethod = await fetch(`${gatewayUrl}/v1/chat/completions`);
    await wrongMethod.arrayBuffer();
    expect([wrongMethod.status, wrongMethod.headers.get("allow")]).toEqual([405, "POST"]);
  });

  test("3 MB for an unknown model are answered as well", async () => {
    const body = JSON.stringify({ model: "x/y", prompt: "a".repeat(3_000_000) });
    const { status, text } = await send("POST", "/v1/completions", json, body);
    expect([status, codeIn(text)]).toEqual([404, "model_not_found"]);
  });
});

test("a stream of responses comes as events, up to its end", async () => {
  const body = JSON.stringify({ model: triedModels.generate, input: "Hello", stream: true });
  const { text } = await send("POST", "/v1/responses", json, body);

  expect(text).toMatch(/^event: response.created\n/);
  expect(text).toContain("event: response.completed\n");
});
