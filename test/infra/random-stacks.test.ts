import * as fc from "fast-check";
import { InvalidArgs } from "../../components/problems/problems";
import { groupVariants } from "../../components/model/variants";
import { objectsIn } from "../../components/plan/deployment-plan";
import { randomStack, refusalOrStack } from "../support/random-stack";

const gatewayObjects = 11;
/** The pods with the list of models, and what they need. */
const answersObjects = 8;
const objectsPerVariant = 7;
/** The route, and a part of BBR's map. */
const objectsPerModel = 2;

test("2,000 random stacks are refused with problems, or become objects whose routing is proven", () => {
  let accepted = 0;
  let withVariants = 0;
  fc.assert(
    fc.property(randomStack, (config) => {
      const result = refusalOrStack(config);
      if (result instanceof InvalidArgs) {
        expect(result.problems.length).toBeGreaterThan(0);
        return;
      }
      accepted += 1;
      const { models } = result.spec;
      const budgets = models.filter(({ replicas }) => replicas > 1).length;
      const groups = groupVariants(models);
      withVariants += groups.some(({ length }) => length > 1) ? 1 : 0;
      const served = groups.flatMap(([{ model, adapters }]) => [
        model,
        ...adapters.map((adapter) => adapter.name),
      ]);
      expect(result.routing.names.map((routed) => routed.name).sort()).toEqual(served.sort());
      expect(objectsIn(result.plan)).toHaveLength(
        gatewayObjects +
          answersObjects +
          objectsPerModel * groups.length +
          objectsPerVariant * models.length +
          budgets,
      );
      expect(groups.flat()).toHaveLength(models.length);
    }),
    { numRuns: 2000, verbose: true },
  );
  // Otherwise the stacks would be too wild to prove anything of those that are accepted.
  expect(accepted).toBeGreaterThan(200);
  expect(withVariants).toBeGreaterThan(10);
});
