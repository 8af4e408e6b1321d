import { InvalidArgs } from "../../components/problems/problems";
import { checkLaptopKeda } from "../../infra/check-laptop-keda";

const scaling = { keda: { install: true, namespace: "keda" } };

test("a laptop cluster without KEDA says how to get it", () => {
  expect(new InvalidArgs("stack", checkLaptopKeda(scaling, "/no/such/folder")).message).toBe(
    "invalid stack (1 problem)\n" +
      "  - scaleToZero: needs KEDA, which a laptop cluster runs from a start on that finds the flag, " +
      "got a cluster that was started without; run `npm start` again, with its --stack and --slot [KedaMissing]",
  );
});

test.each([
  ["the laptop cluster has KEDA", scaling, __dirname],
  ["the cluster is no laptop", scaling, undefined],
  ["nothing scales", { keda: undefined }, "/no/such/folder"],
  ["the user's own KEDA is meant", { keda: { install: false, namespace: "keda" } }, "/no/such/folder"],
])("nothing is wrong where %s", (_, stack, folder) => {
  expect(checkLaptopKeda(stack, folder)).toEqual([]);
});
