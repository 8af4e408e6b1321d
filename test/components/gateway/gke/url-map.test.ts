import { checkUrlMap } from "../../../../components/gateway/gke/url-map";
import { formatProblem } from "../../../../components/problems/problems";
import type { Task } from "../../../../components/model/task";

const models = (count: number, task: Task) => Array.from({ length: count }, () => ({ task }));

test.each([
  [125, "generate"],
  [250, "embed"],
  [100, "rerank"],
  [250, "score"],
  [250, "classify"],
] as const)("%d models with the task %s are the most", (count, task) => {
  expect(checkUrlMap(models(count, task), 0)).toEqual([]);
  expect(checkUrlMap(models(count + 1, task), 0)).toHaveLength(1);
});

test("the message says how many conditions the models need", () => {
  expect(checkUrlMap([...models(120, "generate"), ...models(11, "embed")], 0).map(formatProblem)).toEqual([
    "models: must need at most 1000 conditions in the gateway's URL map: a path and a header for each path of each model, " +
      "got 1004 for 131 models; divide the models among several stacks, each with its own gateway [TooManyRoutes]",
  ]);
});

test("the paths of the catalogue count as well", () => {
  expect(checkUrlMap(models(124, "generate"), 3)).toEqual([]);
  expect(checkUrlMap(models(125, "generate"), 3).map(formatProblem)).toEqual([
    "models: must need at most 1000 conditions in the gateway's URL map: a path and a header for each path of each model, " +
      "and 3 paths of the catalogue, got 1003 for 125 models; divide the models among several stacks, each with its own gateway " +
      "[TooManyRoutes]",
  ]);
});
