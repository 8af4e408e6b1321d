import { bodyBasedRouterHelmChart } from "../../../../components/gateway/body-based-router/body-based-router";
import { istio } from "../../../../components/gateway/istio/provider";
import { routerFilterPatch } from "../../../../components/gateway/istio/router-chart";
import { ownChartObjects } from "../../../../components/plan/own-chart-objects.pulumi";
import { synthFiles } from "../../../../infra/synth-files";
import { parse } from "yaml";
import { z } from "zod";
import { alpha, beta } from "../../../support/fixture";
import { istioPlan } from "./istio-stack";

const stack = {
  gateway: { name: "edge", namespace: "demo" },
  models: [alpha, beta],
  replicas: 3,
};
const [router] = istio.helmCharts;

const filter = {
  apiVersion: "networking.istio.io/v1alpha3",
  kind: "EnvoyFilter",
  metadata: { name: "body-based-router" },
  spec: {
    configPatches: [
      {
        applyTo: "HTTP_FILTER",
        match: {
          context: "GATEWAY",
          listener: { filterChain: { filter: { name: "envoy.filters.network.http_connection_manager" } } },
        },
        patch: {
          operation: "INSERT_FIRST",
          value: {
            name: "envoy.filters.http.ext_proc.bbr",
            typed_config: {
              "@type": "type.googleapis.com/envoy.extensions.filters.http.ext_proc.v3.ExternalProcessor",
              failure_mode_allow: false,
              allow_mode_override: true,
              message_timeout: "60s",
              processing_mode: {
                request_header_mode: "SEND",
                request_body_mode: "FULL_DUPLEX_STREAMED",
                request_trailer_mode: "SEND",
                response_header_mode: "SKIP",
                response_body_mode: "NONE",
                response_trailer_mode: "SKIP",
              },
              grpc_service: {
                envoy_grpc: {
                  cluster_name: "outbound|9004||body-based-router.demo.svc.cluster.local",
                },
              },
            },
          },
        },
      },
    ],
  },
};

test("BBR's chart is attached to Istio, with a patch more than for another gateway", () => {
  const chart = router?.helm(stack);
  const plain = bodyBasedRouterHelmChart(
    { namespace: "demo", gatewayName: "edge", replicas: 3, models: [alpha, beta] },
    "istio",
  );

  expect(istio.helmCharts).toHaveLength(1);
  expect(chart).toEqual({ ...plain, patches: [...plain.patches, { kind: "EnvoyFilter", patch: filter }] });
  expect(chart?.values).toMatchObject({ provider: { name: "istio" }, inferenceGateway: { name: "edge" } });
});

test("answers do not pass through BBR, and its own may take a minute", () => {
  expect(routerFilterPatch({ namespace: "demo" })).toEqual(filter);
});

test("the engine replaces the chart's list, which would otherwise be there twice", async () => {
  const chart = router?.helm(stack);
  const transform = ownChartObjects(undefined, { patches: chart?.patches ?? [] });
  const targetRefs = [{ group: "gateway.networking.k8s.io", kind: "Gateway", name: "edge" }];
  const props = {
    ...{ apiVersion: filter.apiVersion, kind: filter.kind },
    metadata: { name: "body-based-router", namespace: "demo" },
    spec: { targetRefs, configPatches: [{ applyTo: "HTTP_FILTER", match: {}, patch: { value: {} } }] },
  };
  const type = "kubernetes:networking.istio.io/v1alpha3:EnvoyFilter";
  const result = await transform({ custom: true, type, name: "child", props, opts: {} });

  expect(result?.props).toMatchObject({ spec: { targetRefs, configPatches: filter.spec.configPatches } });
  expect(result?.props).toHaveProperty("spec.configPatches.length", 1);
});

test("kustomize gets the same patch for the same object", () => {
  const file = synthFiles({ plan: istioPlan() }).find(
    ({ path }) => path === "body-based-router/kustomization.yaml",
  );
  const { patches } = z
    .looseObject({ patches: z.array(z.object({ target: z.unknown(), patch: z.string() })) })
    .parse(parse(file?.content ?? ""));

  expect(patches.map(({ target }) => target)).toEqual([{ kind: "Deployment" }, { kind: "EnvoyFilter" }]);
  expect(parse(patches[1]?.patch ?? "")).toEqual(filter);
});
