import * as fc from "fast-check";
import { InvalidArgs } from "../../components/problems";
import { randomStack, refusalOrStack } from "../support/random-stack";

const gatewayObjects = 11;
const objectsPerModel = 8;

test("2,000 random stacks are refused with problems, or become objects whose routing is proven", () => {
  let accepted = 0;
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
      const served = models.flatMap(({ model, adapters }) => [
        model,
        ...adapters.map((adapter) => adapter.name),
      ]);
      expect(result.routing.names.map((routed) => routed.name).sort()).toEqual(served.sort());
      expect(result.plan).toHaveLength(gatewayObjects + objectsPerModel * models.length + budgets);
    }),
    { numRuns: 2000, verbose: true },
  );
  // Otherwise the stacks would be too wild to prove anything of those that are accepted.
  expect(accepted).toBeGreaterThan(300);
});
