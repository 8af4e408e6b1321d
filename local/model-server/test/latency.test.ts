import { readLatency } from "../latency";

test("without any variable a model loads in half a second and answers at once", () => {
  expect(readLatency({})).toEqual({ loadMs: 500, firstTokenMs: 0, perTokenMs: 0 });
});

test("each latency has its variable", () => {
  const env = {
    SWITCHYARD_MODEL_LOAD_MS: "0",
    SWITCHYARD_MODEL_TTFT_MS: "20",
    SWITCHYARD_MODEL_TOKEN_MS: "3",
  };
  expect(readLatency(env)).toEqual({ loadMs: 0, firstTokenMs: 20, perTokenMs: 3 });
});

test("a wrong value is named", () => {
  expect(() => readLatency({ SWITCHYARD_MODEL_TTFT_MS: "1s" })).toThrow(
    new Error("SWITCHYARD_MODEL_TTFT_MS: must be a whole number of milliseconds, got 1s"),
  );
});
