import { routerMapConfigMap } from "../../../../components/gateway/body-based-router/body-based-router";
import { beta, broken, problemsIn } from "../../../support/fixture";

test("a global load balancer cannot run BBR", () => {
  const manifests = broken("Gateway demo/inference-gateway", {
    spec: { gatewayClassName: "gke-l7-global-external-managed" },
  });

  expect(problemsIn(manifests)).toEqual([
    "Gateway demo/inference-gateway spec.gatewayClassName: must be a class that can run BBR, " +
      "got gke-l7-global-external-managed; use gke-l7-rilb or gke-l7-regional-external-managed [BrokenReference]",
  ]);
});

test("a map that BBR cannot see, in another namespace", () => {
  const name = routerMapConfigMap(beta).metadata.name;

  expect(problemsIn(broken(`ConfigMap demo/${name}`, { metadata: { namespace: "models" } }))).toEqual([
    `ConfigMap models/${name}: must be in the namespace of BBR, which is the gateway's, got models; ` +
      "move it to demo [BrokenReference]",
  ]);
});
