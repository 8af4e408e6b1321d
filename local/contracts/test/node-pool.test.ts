import { nodePoolsSchema } from "../node-pool";
import type { NodePool } from "../node-pool";
import { systemShape, tpuShape } from "../testing/node-shapes";

const tpu: NodePool = { name: "tpu-v6e-4", shape: tpuShape, minNodes: 0, maxNodes: 4 };

/** What is wrong, each as `path: message`. */
function problems(pools: unknown): readonly string[] {
  const issues = nodePoolsSchema.safeParse(pools).error?.issues ?? [];
  return issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
}

test("pools are read as they were written, and none is fine", () => {
  const pools = [tpu, { name: "system", shape: systemShape, minNodes: 2, maxNodes: 2 }];
  expect(nodePoolsSchema.parse(JSON.parse(JSON.stringify(pools)))).toEqual(pools);
  expect(problems([])).toEqual([]);
});

test.each([
  ["a minimum over the maximum", { minNodes: 5 }, "0.minNodes: must not have more than maxNodes"],
  ["a name that no node can have", { name: "TPU 1" }, "0.name: must be a lower-case name"],
  ["a broken number", { maxNodes: 1.5 }, "0.maxNodes: Invalid input: expected int, received number"],
  ["a number below zero", { minNodes: -1 }, "0.minNodes: Too small: expected number to be >=0"],
  ["an unknown key", { size: 1 }, '0: Unrecognized key: "size"'],
])("%s is refused", (_what, change, problem) => {
  expect(problems([{ ...tpu, ...change }])).toEqual([problem]);
});

test("two pools with one name are refused: their nodes could not be told apart", () => {
  expect(problems([tpu, { ...tpu, maxNodes: 1 }])).toEqual([": must have unique names"]);
});
