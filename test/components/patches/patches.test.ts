import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Testing } from "cdk8s";
import { parse } from "yaml";
import { z } from "zod";
import type { ServedModelProps } from "../../../components/model/model-serving-props";
import { modelServingSchema } from "../../../components/model/model-serving-schema";
import { written } from "../../../components/keys/props";
import { checkStackConfig } from "../../../infra/load-stack";
import { entryOf } from "../../support/fixture";
import { projectDir } from "../../support/sources";
import { problemLines, refusal } from "../../support/thrown";
import { phi, planOf, program } from "./patched-plan";

const serverOf = (model: Partial<ServedModelProps>, id = "phi/model-server") =>
  entryOf(planOf(model), id).manifest;

test("operations are applied in order, to what is deployed, quantities and unknown fields included", () => {
  const manifest = serverOf({
    patches: {
      "model-server": [
        { op: "add", path: "/metadata/annotations", value: {} },
        { op: "add", path: "/metadata/annotations/example.com~1team", value: "search" },
        {
          op: "replace",
          path: "/spec/template/spec/containers/0/resources/requests/memory",
          value: "24Gi",
        },
        { op: "add", path: "/spec/template/spec/newField", value: [1, 2] },
        { op: "remove", path: "/spec/template/spec/newField/0" },
      ],
    },
  });
  const plain = serverOf({});

  expect(manifest).toMatchObject({
    metadata: { annotations: { "example.com/team": "search" } },
    spec: {
      template: { spec: { containers: [{ resources: { requests: { memory: "24Gi" } } }], newField: [2] } },
    },
  });
  expect(manifest).not.toEqual(plain);
  expect(planOf({ patches: {} })).toEqual(planOf({}));
});

test("nothing else changes, and neither do the edges", () => {
  const patches = { route: [{ op: "add", path: "/metadata/labels/team", value: "search" }] } as const;
  const before = planOf({});
  const after = planOf({ patches });

  expect(after.map(({ id, dependsOn }) => [id, dependsOn])).toEqual(
    before.map(({ id, dependsOn }) => [id, dependsOn]),
  );
  expect(after.filter((entry, index) => JSON.stringify(entry) !== JSON.stringify(before[index]))).toEqual([
    entryOf(after, "phi/route"),
  ]);
});

test("a cdk8s program writes the same objects", () => {
  const patches = { pool: [{ op: "add", path: "/metadata/labels/team", value: "search" }] } as const;
  const chart = program({ patches }).charts.find(({ node }) => node.id === "phi");
  if (chart === undefined) throw new Error("the model has no chart");
  const yaml: unknown = Testing.synth(chart);

  expect(yaml).toContainEqual(entryOf(planOf({ patches }), "phi/pool").manifest);
});

test("the gateway's objects are patched as well", () => {
  const plan = planOf({}, { namespace: [{ op: "add", path: "/metadata/labels/team", value: "search" }] });

  expect(entryOf(plan, "inference-gateway/namespace").manifest).toMatchObject({
    metadata: { labels: { team: "search" } },
  });
});

describe("one that does not apply is refused", () => {
  const add = (path: string, value: unknown = "x") => ({ op: "add", path, value }) as const;
  const place = "phi.patches.pool[0].path: must lead to a place in the object for";
  const toAdd = "add what is around it first, or correct the path [InvalidPatch]";
  const toChange = "correct the path, or use add for what does not exist [InvalidPatch]";
  const identity = "must leave kind, name and namespace as they are";

  test.each([
    [add("/spec/a/b"), `${place} \`add\`, got nothing at /spec/a; ${toAdd}`],
    [
      add("/metadata/labels/__proto__"),
      `${place} \`add\`, got nothing at /metadata/labels/__proto__; ${toAdd}`,
    ],
    [add("/spec/targetPorts/2"), `${place} \`add\`, got nothing at /spec/targetPorts/2; ${toAdd}`],
    [add("/kind/x"), `${place} \`add\`, got nothing at /kind/x; ${toAdd}`],
    [{ op: "remove", path: "/spec/a~1b" }, `${place} \`remove\`, got nothing at /spec/a~1b; ${toChange}`],
    [
      { op: "replace", path: "/spec/targetPorts/-", value: 1 },
      `${place} \`replace\`, got nothing at /spec/targetPorts/-; ${toChange}`,
    ],
    [
      { op: "replace", path: "/metadata/name", value: "other" },
      `phi.patches.pool[0].path: ${identity}, got "/metadata/name"; patch another field, or use the key for it, such as \`name\` [InvalidPatch]`,
    ],
    [
      add("/metadata/labels/team", 7),
      "phi.patches.pool: must leave a valid object, got a wrong metadata.labels.team; use texts as the values of labels and annotations [InvalidPatch]",
    ],
  ] as const)("%j", (operation, message) => {
    expect(problemLines(() => planOf({ patches: { pool: [operation] } }))).toEqual([message]);
  });

  test("of an object that does not exist, together with all others", () => {
    const model = { patches: { "model-sever": [], budget: [add("/spec/x")] } };

    expect(refusal(() => planOf(model, { gatway: [] }))).toBe(
      [
        "invalid manifests (3 problems)",
        '  - gateway.patches.gatway: must be the id of an object, got "gatway"; did you mean `gateway`? known are: namespace, deny-others, reach-model-servers, reach-endpoint-pickers, reach-router, gateway, router-budget, endpoint-picker-account, endpoint-picker-role, endpoint-picker-binding, endpoint-picker-config [InvalidPatch]',
        '  - phi.patches.model-sever: must be the id of an object, got "model-sever"; did you mean `model-server`? known are: router-map, fixed-replicas, model-server, endpoint-picker-service, endpoint-picker, pool, route, health-policy, backend-policy [InvalidPatch]',
        '  - phi.patches.budget: must be the id of an object, got "budget"; known are: router-map, fixed-replicas, model-server, endpoint-picker-service, endpoint-picker, pool, route, health-policy, backend-policy [InvalidPatch]',
      ].join("\n"),
    );
  });

  test("by cdk8s as well", () => {
    expect(() => {
      program({ patches: { nothing: [] } }).synth();
    }).toThrow(/phi\.patches\.nothing: must be the id of an object/);
  });
});

test("wrong operations are refused by the place where they are", () => {
  const patches = {
    pool: [
      { op: "move", path: "spec" },
      { op: "add", path: "/a" },
      { op: "remove", path: "/a", value: 1 },
    ],
  };

  expect(problemLines(() => written(modelServingSchema, { ...phi, patches }, "model"))).toEqual([
    'patches.pool[0].op: must be one of add, replace, remove, got "move"; use add, replace or remove [InvalidValue]',
    'patches.pool[0].path: must be a JSON Pointer, got "spec"; write a path such as /metadata/labels/team, with ~1 for a slash within a key and ~0 for ~ [InvalidValue]',
    'patches.pool[1]: must have a value for `add`, got {"op":"add","path":"/a"}; add `value`, or use remove [InvalidValue]',
    'patches.pool[2]: must have no value for `remove`, got {"op":"remove","path":"/a","value":1}; leave `value` out, or use replace [InvalidValue]',
  ]);
});

describe("variants", () => {
  const label = [{ op: "add", path: "/metadata/labels/team", value: "search" }] as const;
  const variants = [{ accelerator: "nvidia-l4" }, { accelerator: "tpu-v6e-1" }] as const;

  test("get the patches of their model, each object once", () => {
    const plan = planOf({ patches: { route: label, pool: label }, variants });
    const patched = plan.filter((entry) => JSON.stringify(entry).includes('"team":"search"'));

    expect(patched.map(({ id }) => id).sort()).toEqual(["phi-tpu-v6e-1/pool", "phi/pool", "phi/route"]);
  });

  test.each(["route", "router-map"])("share the object %s, which only the one that leads can patch", (id) => {
    const [lead, other] = variants;
    const patched = { ...other, patches: { [id]: label } };

    expect(problemLines(() => planOf({ variants: [lead, patched] }))).toEqual([
      `phi-tpu-v6e-1.patches.${id}: must not be an object that the variants of a model share, got "${id}"; ` +
        "patch it for the model, or in the variant that leads, phi [InvalidPatch]",
    ]);
  });
});

test("the example of docs/add-a-model.md is a stack, and does what it says", () => {
  const text = readFileSync(join(projectDir, "docs/add-a-model.md"), "utf8");
  const [, example = ""] = /## Patches\n[^]*?```yaml\n([^]*?)```/.exec(text) ?? [];
  const models = z.array(z.looseObject({})).parse(parse(example));
  const { plan } = checkStackConfig("example", { zone: "europe-west4-a", accelerator: "nvidia-l4", models });
  const server = entryOf(plan, "phi-3-mini-4k-instruct/model-server");
  const pool = entryOf(plan, "phi-3-mini-4k-instruct/pool");

  expect(server.manifest).toMatchObject({
    spec: {
      template: {
        spec: {
          priorityClassName: "serving",
          containers: [{ resources: { requests: { memory: "24Gi" } } }],
        },
      },
    },
  });
  expect(pool.manifest.metadata.labels).toMatchObject({ "example.com/team": "search" });
});
