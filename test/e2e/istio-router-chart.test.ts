/** BBR's chart as Helm renders it for Istio. Our patch repeats a list of it, so a new version of the chart must be looked at. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ensureExtraTool, ensureTools } from "@switchyard/toolchain";
import { isMap, parseAllDocuments, stringify } from "yaml";
import { z } from "zod";
import { istio } from "../../components/gateway/istio/provider";
import { helmChartName } from "../../components/plan/helm-chart";
import { manifestSchema } from "../../components/plan/manifest";
import { mergePatch } from "../../components/plan/merge-patch";
import { differences } from "../support/differences";
import { alpha, beta } from "../support/fixture";

jest.setTimeout(5 * 60_000);

const stack = { gateway: { name: "edge", namespace: "demo" }, models: [alpha, beta], replicas: 2 };
const dir = mkdtempSync(path.join(tmpdir(), "istio-router-chart-"));

afterAll(() => {
  rmSync(dir, { recursive: true });
});

async function rendered() {
  const chart = istio.helmCharts
    .map(({ helm }) => helm(stack))
    .find(({ source }) => helmChartName(source) === "body-based-routing");
  if (!chart) throw new Error("no chart");
  const values = path.join(dir, "values.yaml");
  writeFileSync(values, stringify(chart.values));
  const helm = await ensureExtraTool("helm", () => undefined);
  const { bodyBasedRouterChart } = await ensureTools(() => undefined);
  const args = ["template", chart.release, bodyBasedRouterChart, "--namespace", chart.namespace];
  const ended = spawnSync(helm, [...args, "--values", values], { encoding: "utf8" });
  expect(ended.stderr).toBe("");
  const objects = parseAllDocuments(ended.stdout)
    // A template that renders nothing leaves an empty document.
    .filter((document) => isMap(document.contents))
    .map((document) => manifestSchema.parse(document.toJS()));
  return { chart, objects };
}

/** The one change that an EnvoyFilter has, so that what it is made of can be compared part by part. */
const filterSchema = z.looseObject({ spec: z.looseObject({ configPatches: z.tuple([z.unknown()]) }) });

function partsOf(filter: unknown): ReadonlyMap<string, unknown> {
  const { spec, ...others } = filterSchema.parse(filter);
  const { configPatches, ...rest } = spec;
  return new Map<string, unknown>([
    ["object", { ...others, spec: rest }],
    ["change", configPatches[0]],
  ]);
}

test("our patch of its EnvoyFilter keeps answers away from BBR, sets a timeout, and changes nothing else", async () => {
  const { chart, objects } = await rendered();
  const filter = objects.find(({ kind }) => kind === "EnvoyFilter");
  const patched = chart.patches
    .filter(({ kind }) => kind === "EnvoyFilter")
    .reduce<object>((object, { patch }) => mergePatch(object, patch), { ...filter });
  const requests = {
    request_header_mode: "SEND",
    request_body_mode: "FULL_DUPLEX_STREAMED",
    request_trailer_mode: "SEND",
  };

  expect(objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`).sort()).toEqual([
    "Deployment body-based-router",
    "DestinationRule body-based-router",
    "EnvoyFilter body-based-router",
    "Role body-based-router-bbr-configmap-reader",
    "RoleBinding body-based-router-bbr",
    "Service body-based-router",
    "ServiceAccount body-based-router-bbr",
  ]);
  expect(filter).toMatchObject({
    spec: { targetRefs: [{ group: "gateway.networking.k8s.io", kind: "Gateway", name: "edge" }] },
  });
  expect(differences(partsOf(filter), partsOf(patched))).toEqual({
    changed: {
      change: {
        "/patch/value/typed_config/message_timeout": { is: "60s" },
        "/patch/value/typed_config/processing_mode": {
          was: {
            ...requests,
            response_header_mode: "SEND",
            response_body_mode: "FULL_DUPLEX_STREAMED",
            response_trailer_mode: "SEND",
          },
          is: {
            ...requests,
            response_header_mode: "SKIP",
            response_body_mode: "NONE",
            response_trailer_mode: "SKIP",
          },
        },
      },
    },
  });
});
