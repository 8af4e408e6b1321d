import { requestNames } from "../components/model/request-names";
import { quote } from "../components/problems/problems";
import type { Problem } from "../components/problems/problems";
import { brokenRouting } from "../components/proof/broken-routing";
import type { RoutingProof } from "../components/proof/routing-proof";
import type { StackSpec } from "./stack-spec";

/**
 * Whether every name of a stack is among the proven ones. The proof follows the names that the gateway knows: one that a patch
 * takes away from it would be in no proof, and a 404.
 */
export function checkEveryName(
  { models }: Pick<StackSpec, "models">,
  { names }: RoutingProof,
): readonly Problem[] {
  const proven = new Set(names.map(({ name }) => name));
  const wanted = new Set(models.flatMap(requestNames));
  return [...wanted]
    .filter((name) => !proven.has(name))
    .map((name) =>
      brokenRouting(
        `name ${quote(name)}`,
        "must be one that the gateway knows",
        "no object with it",
        "remove the patch that takes it away",
      ),
    );
}
