import { resolveKeda } from "../../../../components/scaling/keda/keda-props";

test("KEDA is installed by the stack, in a separate namespace, unless the stack says otherwise", () => {
  expect(resolveKeda({})).toEqual({ install: true, namespace: "keda" });
  expect(resolveKeda({ install: false })).toEqual({ install: false, namespace: "keda" });
  expect(resolveKeda({ namespace: "autoscaling" })).toEqual({ install: true, namespace: "autoscaling" });
});
