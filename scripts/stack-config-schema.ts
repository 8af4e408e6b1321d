import { z } from "zod";
import { factsOf, keysOf, unwrapped } from "../components/keys/key";
import { stackConfigSchema } from "../infra/config/stack-config";
import { definitionsIn } from "./definitions";
import type { Definition } from "./definitions";

const jsonSchema = z.record(z.string(), z.unknown());

type Property = z.infer<typeof jsonSchema>;

const shape = z.looseObject({
  properties: z.record(z.string(), jsonSchema),
  required: z.array(z.string()).default([]),
});

const generatedSchema = z.object({ $schema: z.string(), definitions: z.record(z.string(), shape) });

type Shape = z.infer<typeof shape>;

/**
 * The JSON Schema of a whole stack file, from the declarations of its keys.
 * @throws Error when a key has no description.
 */
export function stackFileJsonSchema(): object {
  const generated = generatedSchema.parse(
    z.toJSONSchema(stackConfigSchema, { target: "draft-7", io: "input" }),
  );
  const declared = definitionsIn(stackConfigSchema);
  const { StackConfig: top, ...definitions } = Object.fromEntries(
    Object.entries(generated.definitions).map(([name, one]) => {
      const found = declared.find(({ id }) => id === name);
      if (found === undefined) throw new Error(`${name} is a definition that no key has`);
      return [name, described(one, found)];
    }),
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

function described(one: Shape, { id, schema, inherited, inherits }: Definition): Shape {
  const properties = keysOf(schema).map(([name, declared]): [string, Property] => {
    const property = one.properties[name] ?? {};
    const inner = unwrapped(declared);
    const own = withoutFiller(property, inner);
    const place = `${id}.${name}`;
    if (inherits === undefined) return [name, { ...describe(place, declared), ...own }];
    const { default: _, ...rest } = own;
    return [
      name,
      { ...describe(place, declared, inherited.includes(declared) ? inherits : undefined), ...rest },
    ];
  });
  return { ...one, properties: Object.fromEntries(properties) };
}

/** The empty object that a group of keys is filled in from is not a default that anybody would write. */
function withoutFiller(property: Property, inner: z.core.$ZodType): Property {
  if (!(inner instanceof z.ZodObject)) return property;
  const { default: _, ...rest } = property;
  return rest;
}

/** A default that is explained belongs to the description. */
function describe(name: string, declared: z.core.$ZodType, inherits?: string): object {
  const facts = factsOf(declared);
  if (facts === undefined) throw new Error(`${name} is not declared as a key`);
  const { description, change } = facts;
  const otherwise = inherits ?? facts.otherwise;
  const sentences = [
    description,
    ...(change === undefined ? [] : [`Changing it ${change}.`]),
    ...(otherwise === undefined ? [] : [`Default: ${otherwise}.`]),
  ];
  return { description: plain(sentences.join(" ")) };
}

/** Without Markdown, which editors do not render. */
function plain(text: string): string {
  return text.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").replaceAll("`", "");
}

/** Keys of other tools are theirs; ours have the prefix that the engine gives a project's keys. */
function configSection({ properties, required }: Shape): object {
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
