import { checkStackConfig } from "switchyard/stack";
import { gatewayChoices, gatewayOf } from "../gateway-choice";
import { UserError } from "@switchyard/process/user-error";

const stack = checkStackConfig("local", {
  namespace: "llm-d",
  zone: "europe-west4-a",
  accelerator: "tpu-v6e-4",
  models: [{ model: "Org/Base" }],
});

const named = (name: string) => ({
  spec: { ...stack.spec, provider: { ...stack.spec.provider, name } },
});

test("the laptop serves a stack with GKE's gateway and one with Istio's", () => {
  expect(gatewayOf(stack)).toBe("gke");
  expect(gatewayChoices.map((name) => gatewayOf(named(name)))).toEqual(["gke", "istio"]);
});

test("a gateway that the laptop does not have is refused, with what helps", () => {
  expect(() => gatewayOf(named("other"))).toThrow(
    new UserError("gateway.provider: the laptop serves gke and istio, got other; add `--gateway gke`"),
  );
});
