import { istiodObjects } from "../../istio/objects";
import { podAddressFilter } from "../../istio/pod-address-filter";
import { z } from "zod";

const roleSchema = z.object({
  rules: z.array(
    z.object({
      apiGroups: z.array(z.string()),
      resources: z.array(z.string()),
      verbs: z.array(z.string()),
    }),
  ),
});

const { rules } = roleSchema.parse(istiodObjects.find(({ kind }) => kind === "ClusterRole"));

const rights = rules.flatMap(({ apiGroups, resources, verbs }) =>
  apiGroups.flatMap((group) =>
    resources.flatMap((resource) => verbs.map((verb) => `${verb} ${resource}.${group}`)),
  ),
);

test("istiod's rights name every verb and group, and change only Services, classes and statuses", () => {
  expect(rights.filter((right) => right.startsWith("*") || right.endsWith("*"))).toEqual([]);
  const changing = rights.filter((right) => !/^(get|list|watch) /.test(right));
  const changed = new Set(changing.map((right) => right.split(" ")[1]));
  expect([...changed].sort()).toEqual([
    "gatewayclasses.gateway.networking.k8s.io",
    "gatewayclasses/status.gateway.networking.k8s.io",
    "gateways/status.gateway.networking.k8s.io",
    "httproutes/status.gateway.networking.k8s.io",
    "inferencepools/status.inference.networking.k8s.io",
    "services.",
  ]);
});

test("the picked address is corrected right after the picker was asked, in the whole mesh", () => {
  expect(podAddressFilter.metadata).toMatchObject({ namespace: "istio-system" });
  expect(podAddressFilter).toMatchObject({
    spec: {
      configPatches: [
        {
          match: {
            listener: { filterChain: { filter: { subFilter: { name: "envoy.filters.http.ext_proc" } } } },
          },
          patch: { operation: "INSERT_AFTER" },
        },
      ],
    },
  });
});
