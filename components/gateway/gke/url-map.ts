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

/**
 * Whether the routes of a stack fit into the load balancer of one gateway.
 * @param otherMatches matches of routes that lead to no model; each has only a path.
 */
export function checkUrlMap(
  models: readonly { readonly task: Task }[],
  otherMatches: number,
): readonly Problem[] {
  const paths = models.flatMap(({ task }) => taskTraits[task].paths);
  const predicates = predicatesPerPath * paths.length + otherMatches;
  if (predicates <= maxPredicates) return [];
  return [
    {
      code: "TooManyRoutes",
      path: "models",
      rule: `must need at most ${maxPredicates} conditions in the gateway's URL map: a path and a header for each path of each model${otherMatches === 0 ? "" : `, and ${otherMatches} paths of the catalogue`}`,
      got: `${predicates} for ${models.length} models`,
      fix: "divide the models among several stacks, each with its own gateway",
    },
  ];
}
