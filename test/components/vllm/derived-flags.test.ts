import { derivedArguments } from "../../../components/vllm/arguments";
import { derivedFlags } from "../../../components/vllm/derived-flags";
import { findFlag } from "../../../components/vllm/flags";
import { resolveModelServing } from "../../../components/model/resolve-model-serving";
import { problemsOf } from "./argument-problems";

/** A model that every flag of the table follows from, but for what only a task or a family has. */
const model = resolveModelServing({
  model: "Qwen/Qwen3-Reranker-4B",
  accelerator: "nvidia-t4",
  gpuSharing: { clientsPerGpu: 2 },
  maxModelLen: 4096,
  adapters: [{ name: "sql", source: "acme/sql", rank: 32 }],
});

test("every flag of the table is one of vLLM's, and listed once", () => {
  const names = derivedFlags.map(({ name }) => name);

  expect(names.filter((name) => findFlag(name).kind !== "known")).toEqual([]);
  expect(new Set(names).size).toBe(names.length);
});

test("a model that needs all but one of them gets them in the order of the table", () => {
  const derived = derivedArguments(model).map(({ name }) => name);

  expect(derived).toEqual(derivedFlags.map(({ name }) => name).filter((name) => derived.includes(name)));
  expect(derivedFlags.map(({ name }) => name).filter((name) => !derived.includes(name))).toEqual([
    "--convert",
  ]);
});

test("a flag that is reserved is refused with its own words", () => {
  const reserved = derivedFlags.flatMap(({ name, own }) =>
    typeof own === "object" ? [{ name, ...own }] : [],
  );

  expect(reserved.length).toBeGreaterThan(5);
  for (const { name, rule } of reserved) {
    const argument = name === "--enable-lora" ? name : `${name}=77`;
    expect(problemsOf([argument]).map((line) => line.split(", got ")[0])).toEqual([`[0]: ${rule}`]);
  }
});
