import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { isRecord } from "../protocol/values";
import type { Properties } from "../protocol/values";
import type { Facts, FieldFacts } from "./field-facts";

/**
 * Inputs after a refresh: the state's values of the previous inputs, and of no other fields.
 * Source: `ExtractInputsFromOutputs` of pulumi/pulumi-terraform-bridge v3.137.0, pkg/tfbridge/schema.go.
 */
export function refreshedInputs(inputs: Properties, state: Properties, facts: Facts): Properties {
  return Object.fromEntries(
    Object.entries(inputs)
      .filter(([name]) => state[name] !== undefined)
      .map(([name, value]) => [name, refreshed(value, state[name], facts[name] ?? {})]),
  );
}

function refreshed(input: unknown, state: unknown, { set, block = {} }: FieldFacts): unknown {
  if (Array.isArray(input) && Array.isArray(state)) {
    // The server may use another order and add its own values.
    if (set === true) return input.filter((one) => state.some((other) => isDeepStrictEqual(one, other)));
    return input.slice(0, state.length).map((one, index) => refreshed(one, state[index], { block }));
  }
  if (isRecord(input) && isRecord(state)) return refreshedInputs(input, state, block);
  return state;
}

/**
 * Inputs of an imported resource: every field of the state that could be an input, except optional ones with zero values.
 * Source: `extractSchemaInputsObject` in the same file.
 */
export function importedInputs(schema: z.core.$ZodType, state: Properties, facts: Facts): Properties {
  const fields = objectShape(schema);
  return Object.fromEntries(
    Object.entries(state).flatMap(([name, value]) => {
      const field = fields[name];
      const fact = facts[name] ?? {};
      if (field === undefined || value === undefined) return [];
      if (field instanceof z.ZodOptional && isUsual(value, fact)) return [];
      return [[name, imported(field, value, fact)]];
    }),
  );
}

function imported(schema: z.core.$ZodType, value: unknown, { block = {} }: FieldFacts): unknown {
  const bare = unwrapped(schema);
  if (bare instanceof z.ZodArray && Array.isArray(value))
    return value.map((one) => imported(bare.element, one, { block }));
  if (bare instanceof z.ZodObject && isRecord(value)) return importedInputs(bare, value, block);
  return value;
}

function objectShape(schema: z.core.$ZodType): Readonly<Record<string, z.core.$ZodType>> {
  const bare = unwrapped(schema);
  return bare instanceof z.ZodObject ? bare.shape : {};
}

function unwrapped(schema: z.core.$ZodType): z.core.$ZodType {
  return schema instanceof z.ZodOptional ? unwrapped(schema.unwrap()) : schema;
}

/** The default, if there is one. */
function isUsual(value: unknown, { default: usual }: FieldFacts): boolean {
  if (usual !== undefined) return value === usual;
  return value === "" || value === 0 || value === false || isDeepStrictEqual(value, []);
}
