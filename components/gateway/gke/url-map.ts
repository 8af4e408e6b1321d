import type { Problem } from "../../problems/problems";
import { taskTraits } from "../../model/task";
import type { Task } from "../../model/task";

/**
 * "Predicates per path matcher" of a URL map, a system limit: Cloud Load Balancing, "Quotas and limits". All routes of a
 * gateway without host names share one path matcher.
 */
const maxPredicates = 1000;

/** Each match of a route has a path and a header. */
const predicatesPerPath = 2;

/** Whether the routes of all models fit into the load balancer of one gateway. */
export function checkUrlMap(models: readonly { readonly task: Task }[]): readonly Problem[] {
  const paths = models.flatMap(({ task }) => taskTraits[task].paths);
  const predicates = predicatesPerPath * paths.length;
  if (predicates <= maxPredicates) return [];
  return [
    {
      code: "TooManyRoutes",
      path: "models",
      rule: `must need at most ${maxPredicates} conditions in the gateway's URL map: a path and a header for each path of each model`,
      got: `${predicates} for ${models.length} models`,
      fix: "divide the models among several stacks, each with its own gateway",
    },
  ];
}
