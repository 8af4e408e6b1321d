import { broken, problemsIn } from "../../support/fixture";

const runsAs = (serviceAccountName: string) =>
  problemsIn(broken("Deployment demo/alpha-7b", { spec: { template: { spec: { serviceAccountName } } } }));

test("a model server has no rights of an endpoint picker", () => {
  expect(runsAs("endpoint-picker")).toEqual([
    "Deployment demo/alpha-7b spec.template.spec.serviceAccountName: must not be the account of its endpoint picker, " +
      "which may read pods, got endpoint-picker; leave it out, or use another account [BrokenReference]",
  ]);
});

test("it may have an account", () => {
  expect(runsAs("reads-weights")).toEqual([]);
});
