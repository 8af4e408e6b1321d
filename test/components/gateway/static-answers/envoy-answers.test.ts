import { catalogueOf } from "../../../../components/gateway/static-answers/catalogue";
import { routesFile } from "../../../../components/gateway/static-answers/envoy-answers";
import { longestAnswerBytes } from "../../../../components/gateway/static-answers/limits";
import { longestNameList } from "../../../../components/gateway/static-answers/errors";
import { checkStaticAnswers } from "../../../../components/gateway/static-answers/check-static-answers";
import { resolveModelServing } from "../../../../components/model/resolve-model-serving";
import { formatProblem } from "../../../../components/problems/problems";
import { alpha, beta } from "../../../support/fixture";
import { answerTo } from "./answers-fixture";

const nameHeader = "X-Name";
const embedder = resolveModelServing({ model: "BAAI/bge-m3", accelerator: "nvidia-l4", namespace: "demo" });
const models = [alpha, beta, embedder];
const routes = routesFile(catalogueOf(models), nameHeader);
const available = "`BAAI/bge-m3`, `acme/Alpha-7B`, `acme/Beta-2B`, `alpha-sql`";
const invalid = (message: string, param: string | null, code: string) => ({
  error: { message, type: "invalid_request_error", param, code },
});

describe("the list of models", () => {
  test("is the catalogue, as JSON", () => {
    const [first] = catalogueOf(models);
    for (const method of ["GET", "HEAD"])
      expect(answerTo(routes, { method, path: "/v1/models" })).toEqual({
        status: 200,
        body: { object: "list", data: catalogueOf(models) },
        headers: { "content-type": "application/json" },
      });
    expect(answerTo(routes, { method: "GET", path: "/v1/models/BAAI/bge-m3" })).toEqual({
      status: 200,
      body: first,
      headers: { "content-type": "application/json" },
    });
  });

  test.each(["/v1/models/acme/alpha-7b", "/v1/models/acme", "/v1/models/", "/v1/models/alpha-sql/x"])(
    "has nothing at %s",
    (path) => {
      expect(answerTo(routes, { method: "GET", path })).toMatchObject({
        status: 404,
        body: invalid(
          `The requested model does not exist. Available: ${available}.`,
          "model",
          "model_not_found",
        ),
      });
    },
  );

  test.each(["/v1/models", "/v1/models/alpha-sql", "/v1/models/none"])("is read only at %s", (path) => {
    for (const method of ["POST", "DELETE", "OPTIONS", "GETX"])
      expect(answerTo(routes, { method, path })).toEqual({
        status: 405,
        body: invalid("This path takes only GET and HEAD.", null, "method_not_allowed"),
        headers: { allow: "GET, HEAD" },
      });
  });
});

describe("a request that no model takes", () => {
  const post = (path: string, name?: string) =>
    answerTo(routes, {
      method: "POST",
      path,
      ...(name === undefined ? {} : { headers: { [nameHeader]: name } }),
    });

  test("for an unknown model gets its name back, as far as it is short", () => {
    expect(post("/v1/chat/completions", "x/y")).toEqual({
      status: 404,
      body: invalid(
        `The model \`%REQ(X-Name):100%\` does not exist. Available: ${available}.`,
        "model",
        "model_not_found",
      ),
      headers: {},
    });
  });

  test("without a model gets 400, at the paths of models", () => {
    const body = invalid(
      `The request must be JSON and name a model in the field \`model\`. Available: ${available}.`,
      "model",
      "missing_required_parameter",
    );
    expect(post("/v1/embeddings")).toEqual({ status: 400, body, headers: {} });
  });

  test("for a model at a path of another task lists the right paths", () => {
    expect(post("/v1/chat/completions", "BAAI/bge-m3")).toMatchObject({
      status: 404,
      body: invalid(
        "Nothing leads to the model `BAAI/bge-m3` at this path. Its task is embed, which answers POST at /v1/embeddings, /tokenize.",
        "model",
        "unsupported_path",
      ),
    });
    expect(post("/metrics", "alpha-sql").body).toMatchObject({ error: { code: "unsupported_path" } });
  });

  test("at another path, or at one of a task that the stack does not have, lists the available ones", () => {
    for (const path of ["/", "/metrics", "/rerank", "/v1/modelsx"])
      expect(post(path)).toEqual({
        status: 404,
        body: invalid(
          "Nothing is at this path. Models answer POST at /v1/chat/completions, /v1/completions, /v1/responses, " +
            "/tokenize, /v1/embeddings; `GET /v1/models` lists them all.",
          null,
          "unknown_path",
        ),
        headers: {},
      });
  });

  test("with another method gets 405 at the paths of models, and 404 elsewhere", () => {
    for (const method of ["GET", "OPTIONS", "DELETE"]) {
      expect(answerTo(routes, { method, path: "/v1/completions" })).toEqual({
        status: 405,
        body: invalid("This path takes only POST.", null, "method_not_allowed"),
        headers: { allow: "POST" },
      });
      expect(answerTo(routes, { method, path: "/metrics" }).status).toBe(404);
    }
  });

  test("gets one answer where the gateway does not say which model was asked for", () => {
    const blind = routesFile(catalogueOf(models), undefined);
    for (const headers of [{}, { [nameHeader]: "x/y" }, { [nameHeader]: "alpha-sql" }])
      expect(answerTo(blind, { method: "POST", path: "/v1/completions", headers })).toMatchObject({
        status: 404,
        body: { error: { message: `The requested model does not exist. Available: ${available}.` } },
      });
  });
});

describe("many names", () => {
  const adapters = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ name: `adapter-${index}`, source: "acme/lora" }));
  const withAdapters = (count: number) =>
    resolveModelServing({
      model: "acme/Alpha-7B",
      accelerator: "tpu-v6e-4",
      namespace: "demo",
      adapters: adapters(count),
    });

  test("are counted in a message from where they would make it long", () => {
    const many = routesFile(catalogueOf([withAdapters(300)]), nameHeader);
    const { body } = answerTo(many, { method: "GET", path: "/v1/models/none" });
    const text = JSON.stringify(body);
    const [, list = "", others] =
      /Available: (.*) and (\d+) more; `GET \/v1\/models` lists them all\./.exec(text) ?? [];

    expect(list.length).toBeLessThanOrEqual(longestNameList);
    expect(list.length).toBeGreaterThan(longestNameList - 20);
    expect(list.split(", ").length + Number(others)).toBe(301);
  });

  test("that do not fit into a ConfigMap are refused", () => {
    const path = "gateway.catalogue";
    expect(checkStaticAnswers([withAdapters(500)], nameHeader, path)).toEqual([]);
    const [problem, ...rest] = checkStaticAnswers([withAdapters(3000)], nameHeader, path).map(formatProblem);
    expect(rest).toEqual([]);
    expect(problem).toMatch(
      new RegExp(
        `^gateway\\.catalogue: must list names that fit into a ConfigMap of ${longestAnswerBytes} bytes, ` +
          "got \\d{7} bytes for 3001 names; serve fewer models and adapters behind one gateway, or do without the list \\[OutOfRange\\]$",
      ),
    );
  });
});

test("each route is a line of the file", () => {
  expect(routes.split("\n").filter((line) => line.startsWith('{"match":')).length).toBe(
    (routes.match(/"match":/g) ?? []).length,
  );
});
