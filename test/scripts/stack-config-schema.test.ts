import { readFileSync } from "node:fs";
import path from "node:path";
import Ajv from "ajv";
import { parse } from "yaml";
import { stackFileJsonSchema } from "../../scripts/stack-config-schema";

const projectDir = path.join(__dirname, "..", "..");
const schema = stackFileJsonSchema();
const validate = new Ajv({ strict: true, allErrors: true }).compile(schema);

const model = { model: "acme/Alpha-7B" };
const minimal = { "switchyard:zone": "europe-west4-a", "switchyard:models": [model] };

function errorsIn(config: object): readonly string[] {
  if (validate({ config })) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ""}`);
}

test("docs/stack-config.schema.json is what `npm run schema` writes", () => {
  const written = readFileSync(path.join(projectDir, "docs", "stack-config.schema.json"), "utf8");

  expect(written).toBe(`${JSON.stringify(schema, null, 2)}\n`);
});

test.each(["local", "gpu", "tpu"])("Pulumi.%s.yaml is valid, and names the schema", (stack) => {
  const text = readFileSync(path.join(projectDir, `Pulumi.${stack}.yaml`), "utf8");

  expect(validate(parse(text))).toBe(true);
  expect(text).toMatch(/^# yaml-language-server: \$schema=docs\/stack-config\.schema\.json\n/);
});

test("keys of other tools are allowed", () => {
  expect(errorsIn({ ...minimal, "gcp:project": "mine", "pulumi:tags": {} })).toEqual([]);
});

test.each([
  [
    "no models",
    { "switchyard:zone": "europe-west4-a" },
    "/config must have required property 'switchyard:models'",
  ],
  ["an unknown key", { ...minimal, "switchyard:model": 1 }, "/config property name must be valid"],
  [
    "models that are no list",
    { ...minimal, "switchyard:models": model },
    "/config/switchyard:models must be array",
  ],
  [
    "an unknown key of a model",
    { ...minimal, "switchyard:models": [{ ...model, replica: 2 }] },
    "/config/switchyard:models/0 must NOT have additional properties",
  ],
  [
    "too few replicas",
    { ...minimal, "switchyard:models": [{ ...model, replicas: -1 }] },
    "/config/switchyard:models/0/replicas must be >= 0",
  ],
  [
    "an unknown exposure",
    { ...minimal, "switchyard:gateway": { exposure: "open" } },
    "/config/switchyard:gateway/exposure must be equal to one of the allowed values",
  ],
])("%s is invalid", (_, config, expected) => {
  expect(errorsIn(config)).toContain(expected);
});

test("keys are described as they are declared, with their defaults", () => {
  expect(schema).toMatchObject({
    properties: {
      config: {
        properties: {
          "switchyard:namespace": {
            description: "Namespace of the gateway and of all models. Changing it replaces everything.",
            default: "switchyard",
          },
          "switchyard:accelerator": {
            description:
              "Accelerator of every model that does not name its own. Changing it restarts the pods of those models on other nodes. " +
              "Default: each model must name one.",
          },
        },
      },
    },
    definitions: { ModelEntry: { properties: { replicas: { default: 1 } } } },
  });
});

test("a variant says what it falls back on, and a group with a filler has no default", () => {
  expect(schema).toHaveProperty(
    ["definitions", "VariantEntry", "properties", "image", "description"],
    "vLLM's image, pinned by tag or digest. Changing it restarts the model's pods. Default: that of its entry.",
  );
  expect(schema).not.toHaveProperty(["definitions", "VariantEntry", "properties", "requestTimeoutSec"]);
  expect(schema).not.toHaveProperty(["definitions", "VariantEntry", "properties", "replicas", "default"]);
  expect(schema).not.toHaveProperty(["definitions", "ModelEntry", "properties", "probes", "default"]);
});

test("a description is plain text, without links and code", () => {
  const descriptions = [...JSON.stringify(schema).matchAll(/"description":"((?:[^"\\]|\\.)*)"/g)].map(
    ([, description]) => description,
  );

  expect(descriptions.length).toBeGreaterThan(100);
  expect(descriptions.filter((one) => /`|\]\(/.test(one ?? ""))).toEqual([]);
});
