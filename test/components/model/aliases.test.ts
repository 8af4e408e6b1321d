import { parse } from "yaml";
import { z } from "zod";
import { gke } from "../../../components/gateway/gke/provider";
import { routerDeploymentPatch } from "../../../components/gateway/body-based-router/body-based-router";
import { otherNames, requestNames } from "../../../components/model/request-names";
import { configDigestAnnotation } from "../../../components/objects/labels";
import { proveRouting } from "../../../components/proof/routing-proof";
import { readManifests } from "../../../components/proof/views";
import { modelServerArgs } from "../../../components/vllm/arguments";
import { scaledObject } from "../../../components/scaling/keda/scaled-object";
import { alpha, planOf, scaled } from "../../support/fixture";

const aliases = ["gpt-4", "acme/chat"];
const aliased = { ...alpha, aliases };

const mapSchema = z.object({ data: z.object({ adapters: z.string() }) });

test("the names of a model are its own, its aliases and its adapters, in this order", () => {
  expect(requestNames(aliased)).toEqual(["acme/Alpha-7B", "gpt-4", "acme/chat", "alpha-sql"]);
  expect(otherNames(aliased)).toEqual(["gpt-4", "acme/chat", "alpha-sql"]);
});

test("vLLM serves the aliases, after the name that its metrics have", () => {
  expect(modelServerArgs(aliased).slice(0, 5)).toEqual([
    ...["acme/Alpha-7B", "--served-model-name", "acme/Alpha-7B", "gpt-4", "acme/chat"],
  ]);
});

test("BBR maps them to the model, and is rolled when one comes or goes", () => {
  const maps = planOf(aliased).filter(({ id }) => id.endsWith("/router-map"));
  const digest = (model: typeof alpha) =>
    routerDeploymentPatch({ namespace: "demo", gatewayName: "edge", replicas: 2, models: [model] }).spec
      .template.metadata.annotations[configDigestAnnotation];

  expect(maps.map(({ manifest }) => parse(mapSchema.parse(manifest).data.adapters) as unknown)).toEqual([
    ["gpt-4", "acme/chat", "alpha-sql"],
  ]);
  expect(digest(aliased)).not.toBe(digest(alpha));
});

test("every one is proven to reach the model's pool", () => {
  const manifests = planOf(aliased).map(({ manifest }) => manifest);
  const { names, problems } = proveRouting(readManifests(manifests).set, gke.routing);

  expect(problems).toEqual([]);
  expect(names.map(({ name, kind, pools }) => [name, kind, pools[0]?.pool])).toEqual([
    ["acme/Alpha-7B", "model", "alpha-7b"],
    ["gpt-4", "other", "alpha-7b"],
    ["acme/chat", "other", "alpha-7b"],
    ["alpha-sql", "other", "alpha-7b"],
  ]);
});

test("a request for an alias wakes a sleeping model", () => {
  const scaling = scaled.scaling;
  if (scaling === undefined) throw new Error("the fixture scales");
  const held = scaledObject({ ...scaled, aliases }, scaling).spec.triggers.flatMap(({ name, metadata }) =>
    name.startsWith("held") && "valueLocation" in metadata
      ? /model_name="([^"]*)"/.exec(metadata.valueLocation)?.[1]
      : [],
  );

  expect(held).toEqual(["acme/Alpha-7B", "gpt-4", "acme/chat", "alpha-sql"]);
});
