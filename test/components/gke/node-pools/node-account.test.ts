import fc from "fast-check";
import { nodeAccountId } from "../../../../components/gke/node-pools/node-account";

test.each([
  ["switchyard-tpu", "switchyard-tpu-nodes"],
  ["a", "a-nodes"],
  ["a-name-of-twenty-four-ch", "a-name-of-twenty-four-ch-nodes"],
  ["a-name-of-twenty-five-cha", "a-name-of-twenty-f-35bfc-nodes"],
])("the account of %s is %s", (clusterName, expected) => {
  expect(nodeAccountId(clusterName)).toBe(expected);
});

test("two long names with the same beginning have two accounts", () => {
  const name = "switchyard-for-the-team-of";

  expect(nodeAccountId(`${name}-one`)).not.toBe(nodeAccountId(`${name}-two`));
});

test("Google takes the id of any cluster", () => {
  const clusterName = fc.stringMatching(/^[a-z](?:[a-z0-9-]{0,38}[a-z0-9])?$/);
  fc.assert(
    fc.property(clusterName, (name) => {
      expect(nodeAccountId(name)).toMatch(/^(?=.{6,30}$)[a-z][a-z0-9-]*[a-z0-9]$/);
    }),
  );
});
