import { model, oneModel, pool, poolRef, route, translateObjects } from "../support/cluster";
import { at, body } from "../support/outcome";

// A gateway that asks one picker for a whole rule fails all of it while that picker's pool is empty, and the conformance
// test did not see it for long: github.com/istio/istio/pull/61601.
test("the pools of a rule are each asked through their own picker, and fail as they say themselves", () => {
  const picker = (name: string, failureMode: string) =>
    pool(name, { endpointPickerRef: { name: `${name}-epp`, port: { number: 9002 }, failureMode } });
  const translation = translateObjects(
    { ...oneModel(), inferencepools: [picker("qwen", "FailOpen")] },
    { ...model("phi"), inferencepools: [picker("phi", "FailClose")] },
    {
      httproutes: [
        route("split", [
          {
            matches: [{ path: { value: "/split" } }],
            backendRefs: [poolRef("qwen", { weight: 3 }), poolRef("phi", { weight: 1 })],
          },
        ]),
      ],
    },
  );
  const routes = at(body(translation.envoy.routes, "llm_gateway_http"), ["virtual_hosts", 0, "routes"]);
  const listed: readonly unknown[] = Array.isArray(routes) ? routes : [];
  const found = listed.find((each) => at(each, ["match", "path_separated_prefix"]) === "/split");
  const pickerOf = (index: number) => {
    const cluster = at(found, ["route", "weighted_clusters", "clusters", index]);
    const overrides = ["typed_per_filter_config", "endpoint-picker", "overrides"];
    return [
      at(cluster, ["name"]),
      at(cluster, [...overrides, "grpc_service", "envoy_grpc", "cluster_name"]),
      at(cluster, [...overrides, "failure_mode_allow"]),
    ];
  };

  expect(pickerOf(0)).toEqual(["pool_llm_qwen", "callout_llm_qwen-epp_9002", true]);
  expect(pickerOf(1)).toEqual(["pool_llm_phi", "callout_llm_phi-epp_9002", false]);
  expect(at(found, ["typed_per_filter_config"])).toBeUndefined();
});
