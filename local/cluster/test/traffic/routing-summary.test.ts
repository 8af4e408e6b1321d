import { answerProblem } from "../../traffic/chat-request";
import { percentile, summarizeRouting } from "../../traffic/routing-summary";
import { renderRouting } from "../../traffic/routing-table";

const models = [
  { model: "Qwen/Qwen2.5-3B-Instruct", baseModel: "Qwen/Qwen2.5-3B-Instruct", pool: "qwen" },
  { model: "phi", baseModel: "phi", pool: "phi" },
];
const right = (model: string, latencyMs: number) => ({ model, problem: undefined, latencyMs });
const wrong = (model: string, problem: string) => ({ model, problem, latencyMs: 99 });
const notFound = { model: "no/such", status: 404 };

describe("percentile", () => {
  test.each([
    [0.5, 5],
    [0.95, 10],
    [0.1, 1],
  ])("%d of ten values", (share, expected) => {
    expect(percentile([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], share)).toBe(expected);
  });

  test("no values have none", () => {
    expect(percentile([], 0.5)).toBeUndefined();
  });
});

describe("answerProblem", () => {
  const asked = { model: "tuned", baseModel: "base" };

  test.each([
    ["the right model", 200, "base", '{"model":"tuned"}', undefined],
    ["another status", 503, null, "no healthy upstream", "answered 503: no healthy upstream"],
    ["another name", 200, "base", '{"model":"base"}', "the answer names the model base"],
    ["no JSON", 200, "base", "<html>", "the answer names the model nothing"],
    ["another pool", 200, "other", '{"model":"tuned"}', "was answered by other"],
    [
      "an unknown server",
      200,
      null,
      '{"model":"tuned"}',
      "was answered by a server that does not name its model",
    ],
  ])("%s", (_, status, servedBy, body, expected) => {
    expect(answerProblem(asked, status, servedBy, body)).toBe(expected);
  });
});

describe("summarizeRouting", () => {
  test("counts every model by itself, latencies of right answers only", () => {
    const outcomes = [
      right("phi", 2),
      right("phi", 1),
      wrong("phi", "answered 503: busy"),
      right(models[0]?.model ?? "", 4),
    ];
    expect(summarizeRouting(5, models, outcomes, notFound)).toEqual({
      seed: 5,
      models: [
        {
          model: "Qwen/Qwen2.5-3B-Instruct",
          pool: "qwen",
          requests: 1,
          right: 1,
          wrong: 0,
          p50Ms: 4,
          p95Ms: 4,
        },
        { model: "phi", pool: "phi", requests: 3, right: 2, wrong: 1, p50Ms: 1, p95Ms: 2 },
      ],
      unknown: notFound,
      problems: ["phi answered 503: busy"],
    });
  });

  test("the same reason is told once, with how often", () => {
    const outcomes = [wrong("phi", "answered 503: busy"), wrong("phi", "answered 503: busy")];
    expect(summarizeRouting(5, models, outcomes, notFound).problems).toEqual([
      "phi answered 503: busy (2 times)",
    ]);
  });

  test.each([
    [200, "unknown model no/such: must be answered 404, got 200"],
    [undefined, "unknown model no/such: must be answered 404, got no answer"],
  ])("an unknown model that gets %s is a failure", (status, problem) => {
    expect(summarizeRouting(5, models, [], { model: "no/such", status }).problems).toEqual([problem]);
  });
});

describe("a model with variants", () => {
  const variants = [
    { pool: "phi", deployment: "phi", weight: 3 },
    { pool: "phi-nvidia-l4", deployment: "phi-nvidia-l4", weight: 1 },
  ];
  const phi = { model: "phi", baseModel: "phi", pool: "phi", variants };
  const by = (pod: string, count: number) =>
    Array.from({ length: count }, () => ({ ...right("phi", 1), pod }));
  const [tpuPod, gpuPod] = ["phi-5d8f7c9b6d-x2x9z", "phi-nvidia-l4-6c9b8d7f5-abcde"];
  const split = (tpu: number, gpu: number) => [...by(tpuPod, tpu), ...by(gpuPod, gpu)];

  test("says how many requests each pool has answered", () => {
    const result = summarizeRouting(5, [phi], [...split(79, 26), wrong("phi", "answered 503: x")], notFound);
    expect(result.models[0]).toMatchObject({
      ...{ requests: 106, right: 105, wrong: 1 },
      answeredBy: { phi: 79, "phi-nvidia-l4": 26 },
    });
    expect(result.problems).toEqual(["phi answered 503: x"]);
    expect(renderRouting(result, false).split("\n")[1]).toMatch(/^phi {4}phi: 79, phi-nvidia-l4: 26 {2}/);
  });

  test("must be answered by its pools as their weights say", () => {
    expect(summarizeRouting(5, [phi], split(20, 85), notFound).problems).toEqual([
      "phi: pool phi answered 20 of 105 requests, and 75 % were meant for it",
      "phi: pool phi-nvidia-l4 answered 85 of 105 requests, and 25 % were meant for it",
    ]);
  });

  test("must be answered by no other pod", () => {
    expect(summarizeRouting(5, [phi], [...split(30, 10), ...by("phi-x-1-2", 2)], notFound).problems).toEqual([
      "phi was answered by phi-x-1-2, which is in none of its pools",
    ]);
    expect(summarizeRouting(5, [phi], [...split(3, 1), right("phi", 1)], notFound).problems).toEqual([
      "phi was answered by a pod without a name, which is in none of its pools",
    ]);
  });
});

describe("renderRouting", () => {
  const outcomes = [
    right("Qwen/Qwen2.5-3B-Instruct", 12.34),
    right("phi", 1.5),
    wrong("phi", "answered 503: busy"),
  ];
  const result = summarizeRouting(5, models, outcomes, notFound);

  test("aligns names to the left and numbers to the right", () => {
    expect(renderRouting(result, false).split("\n")).toEqual([
      "model                     pool  requests  right  wrong      p50      p95",
      "Qwen/Qwen2.5-3B-Instruct  qwen         1      1      0  12.3 ms  12.3 ms",
      "phi                       phi          2      1      1   1.5 ms   1.5 ms",
      "",
      "2 of 3 right (random order, seed 5); unknown model no/such: 404",
      "",
    ]);
  });

  test("marks what is wrong in red, on a terminal only", () => {
    const red = String.fromCharCode(27) + "[31m";
    const lines = renderRouting(result, true).split("\n");
    expect(lines.map((line) => line.startsWith(red))).toEqual([false, false, true, false, true, false]);
    expect(renderRouting(result, false)).not.toContain(String.fromCharCode(27));
  });

  test("a model without a right answer has no latency", () => {
    const parked = summarizeRouting(5, models.slice(1), [wrong("phi", "no answer: refused")], notFound);
    expect(renderRouting(parked, false)).toContain("phi    phi          1      0      1    -    -");
  });
});
