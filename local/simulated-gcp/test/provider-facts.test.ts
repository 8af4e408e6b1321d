/** Facts of fields that nothing else knows would be of no use: a name with a slip of the pen says nothing. */
import { z } from "zod";
import { isRecord } from "../protocol/values";
import type { Properties } from "../protocol/values";
import type { Facts } from "../provider-schema/field-facts";
import { kindOf } from "../resources/kinds";
import { inputs, Simulation, types } from "./simulation";

let states: Readonly<Record<string, Properties>>;

beforeAll(async () => {
  const simulation = await Simulation.withCluster();
  const spot = { spot: true, ephemeralStorageLocalSsdConfig: { localSsdCount: 1 } };
  const nodeConfig = { ...inputs.system.nodeConfig, ...spot };
  const { outputs: pool } = await simulation.create("pool", { ...inputs.system, name: "b", nodeConfig });
  const cluster = await simulation.read("cluster", "projects/my-project/locations/europe-west4-a/clusters/c");
  states = { [types.pool]: pool, [types.cluster]: cluster?.outputs ?? {} };
  simulation.remove();
});

test("every fact is one of a field that can be set or that is filled in", () => {
  const strange = [types.cluster, types.pool].flatMap((type) => {
    const { facts, schema } = kindOf(type);
    return unknownFacts(facts, schema, states[type]).map((path) => `${type} ${path}`);
  });

  expect(strange).toEqual([]);
});

function unknownFacts(facts: Facts, schema: z.core.$ZodType | undefined, state: unknown): readonly string[] {
  const bare = unwrapped(schema);
  const shape: Readonly<Record<string, z.core.$ZodType>> = bare instanceof z.ZodObject ? bare.shape : {};
  const block: unknown = Array.isArray(state) ? state[0] : state;
  const values = isRecord(block) ? block : {};
  return Object.entries(facts).flatMap(([name, fact]) => {
    const field = shape[name];
    if (field === undefined && !(name in values)) return [name];
    return unknownFacts(fact.block ?? {}, field, values[name]).map((path) => `${name}.${path}`);
  });
}

function unwrapped(schema: z.core.$ZodType | undefined): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodOptional) return unwrapped(schema.unwrap());
  return schema instanceof z.ZodArray ? unwrapped(schema.element) : schema;
}
