import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { stackConfigSchema } from "../infra/config/stack-config-schema";
import { allProperties, interfaceDocs } from "./interface-docs";
import type { InterfaceDocs, PropertyDocs } from "./interface-docs";

/** Where the interfaces are declared whose names the definitions of the schema have. */
const sources = [
  "infra/config/stack-config.ts",
  "components/accelerators/gpu-sharing.ts",
  "components/cost/price-overrides.ts",
  "components/gke/cluster/cluster.ts",
  "components/gke/cluster/maintenance.ts",
  "components/gke/network/network.ts",
  "components/gke/node-pools/node-pool-props.ts",
  "components/scaling/keda/keda-props.ts",
  "components/model/model-serving-props.ts",
  "components/model/probes.ts",
  "components/scaling/scaling-props.ts",
  "components/gateway/gateway-props.ts",
  "components/gateway/gke/body-based-router.ts",
];

const jsonSchema = z.record(z.string(), z.unknown());

type Property = z.infer<typeof jsonSchema>;

const definition = z.looseObject({
  properties: z.record(z.string(), jsonSchema),
  required: z.array(z.string()).default([]),
});

const generatedSchema = z.object({ $schema: z.string(), definitions: z.record(z.string(), definition) });

type Definition = z.infer<typeof definition>;

/**
 * The JSON Schema of a whole stack file: shapes from the parser's own schema, descriptions and defaults from the comments
 * of the interfaces.
 * @throws Error when a key has no comment.
 */
export function stackFileJsonSchema(projectDir: string): object {
  const docs = sources.flatMap((file) =>
    interfaceDocs(file, readFileSync(path.join(projectDir, file), "utf8")),
  );
  const generated = generatedSchema.parse(z.toJSONSchema(stackConfigSchema, { target: "draft-7" }));
  const { StackConfig: top, ...definitions } = Object.fromEntries(
    Object.entries(generated.definitions).map(([name, shape]) => [name, described(name, shape, docs)]),
  );
  if (!top) throw new Error("the configuration's schema has no definition called StackConfig");
  return {
    $schema: generated.$schema,
    title: "Stack of Switchyard",
    type: "object",
    required: ["config"],
    properties: { config: configSection(top) },
    definitions,
  };
}

/** What a variant leaves out is what its entry says, but for the keys that it explains itself. */
const variant = { id: "VariantEntry", explainedBy: "VariantProps", defaultText: "- that of its entry" };

function commentsOf(name: string, docs: readonly InterfaceDocs[]): readonly PropertyDocs[] {
  const comments = allProperties(name, docs);
  if (name !== variant.id) return comments;
  const explained = docs.find((one) => one.name === variant.explainedBy)?.properties ?? [];
  return comments.map((comment) =>
    explained.includes(comment) ? comment : { ...comment, defaultText: variant.defaultText },
  );
}

function described(name: string, shape: Definition, docs: readonly InterfaceDocs[]): Definition {
  const comments = commentsOf(name, docs);
  const properties = Object.entries(shape.properties).map(([key, property]): [string, Property] => {
    const found = comments.find((one) => one.name === key);
    if (!found || found.comment === "")
      throw new Error(`${name}.${key} has no comment that could describe it`);
    return [key, { ...describe(found), ...property }];
  });
  return { ...shape, properties: Object.fromEntries(properties) };
}

/** A default that is a value is one to the editor; one that is explained belongs to the description. */
function describe({ comment, defaultText }: PropertyDocs): object {
  const description = comment.replaceAll("`", "");
  if (defaultText === undefined) return { description };
  if (defaultText.startsWith("-"))
    return {
      description: `${description} Default: ${defaultText.replace(/^-\s*/, "").replaceAll("`", "")}.`,
    };
  const value: unknown = JSON.parse(defaultText);
  return { description, default: value };
}

/** Keys of other tools are theirs; ours have the prefix that the engine gives a project's keys. */
function configSection({ properties, required }: Definition): object {
  const prefixed = (key: string): string => `switchyard:${key}`;
  return {
    type: "object",
    properties: Object.fromEntries(
      Object.entries(properties).map(([key, property]) => [prefixed(key), property]),
    ),
    required: required.map(prefixed),
    propertyNames: {
      anyOf: [{ not: { pattern: "^switchyard:" } }, { enum: Object.keys(properties).map(prefixed) }],
    },
  };
}
