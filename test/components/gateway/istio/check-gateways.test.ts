import { mergePatch } from "../../../../components/plan/merge-patch";
import type { Manifest } from "../../../../components/plan/manifest";
import { istioManifests, istioPlan, istioStack, problemsIn } from "./istio-stack";
import { objectsIn } from "../../../../components/plan/deployment-plan";
import type { StackConfig } from "../../../../infra/config/stack-config";

const gateway = "Gateway demo/inference-gateway";

const problemsOf = (keys: NonNullable<StackConfig["gateway"]>) => {
  const plan = istioPlan(istioStack({ gateway: { provider: "istio", ...keys } }));
  return problemsIn(objectsIn(plan).map(({ manifest }) => manifest));
};

test("the namespace of istiod is not that of a stack", () => {
  const plan = istioPlan(istioStack({ namespace: "istio-system" }));

  expect(problemsIn(objectsIn(plan).map(({ manifest }) => manifest))).toEqual([
    "Gateway istio-system/inference-gateway: must not be in the namespace of istiod, which its network policies would cut off " +
      "from the proxies, got istio-system; give the stack another namespace [BrokenReference]",
  ]);
});

describe("the port of a listener", () => {
  test.each([15_000, 15_020, 15_021, 15_090])("is not the proxies' own %d", (port) => {
    expect(problemsOf({ port })).toEqual([
      `${gateway} listener http: must not have a port that the proxies use themselves, got ${String(port)}; ` +
        "use any but 15000, 15020, 15021, 15090 [BrokenReference]",
    ]);
  });

  test("is any other", () => {
    expect(problemsOf({ port: 15_022 })).toEqual([]);
  });
});

describe("the name of a Gateway", () => {
  test("leaves room for what istiod adds to it", () => {
    expect(problemsOf({ name: "g".repeat(57) })).toEqual([]);
    expect(problemsOf({ name: "g".repeat(58) })).toEqual([
      `Gateway demo/${"g".repeat(58)}: must have a name of at most 57 characters, because istiod adds -istio to it for the ` +
        "Service of the proxies, got 58 characters; shorten gateway.name [BrokenReference]",
    ]);
  });

  test("leads to no object of a model", () => {
    const named = (name: string): Manifest => ({
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: { name, namespace: "demo" },
    });
    const elsewhere = {
      ...named("inference-gateway-istio"),
      metadata: { name: "inference-gateway-istio", namespace: "other" },
    };

    expect(problemsIn([...istioManifests(), named("inference-gateway"), elsewhere])).toEqual([]);
    expect(problemsIn([...istioManifests(), named("inference-gateway-istio")])).toEqual([
      "ServiceAccount demo/inference-gateway-istio: must not have the name that istiod gives to the proxies of the Gateway, " +
        "which overwrite it, got inference-gateway-istio; give the model another `name`, or the gateway another " +
        "gateway.name [BrokenReference]",
    ]);
  });
});

describe("the options of the proxies", () => {
  const missing = (got: string) => [
    `${gateway} spec.infrastructure.parametersRef: must name a ConfigMap of its namespace with options of the proxies, ` +
      `or there is one proxy, which cuts requests when it ends, got ${got}; name it [BrokenReference]`,
  ];

  test("are named by the Gateway", () => {
    const without = istioManifests().map((one) =>
      one.kind === "Gateway"
        ? mergePatch(one, { spec: { infrastructure: { parametersRef: undefined } } })
        : one,
    );
    expect(problemsIn(without)).toEqual(missing("nothing"));

    const other = { spec: { infrastructure: { parametersRef: { kind: "Secret" } } } };
    expect(problemsIn(istioManifests(gateway, other))).toEqual(missing("Secret gateway-proxies"));
  });

  test("exist in its namespace", () => {
    expect(problemsIn(istioManifests("ConfigMap demo/gateway-proxies"))).toEqual(
      missing("ConfigMap gateway-proxies"),
    );
  });
});
