import { z } from "zod";
import { groupIn } from "../../../scripts/definitions";
import { factsOf, keysOf, unwrapped } from "../../../components/keys/key";
import { gkeSchema } from "../../../components/gke/gke";
import { inferenceGatewaySchema } from "../../../components/gateway/gateway-props";
import { modelServingSchema } from "../../../components/model/model-serving-schema";
import { stackConfigSchema } from "../../../infra/config/stack-config";

interface Key {
  readonly path: string;
  readonly declared: z.core.$ZodType;
}

/** Every key below a schema, those of its groups included. */
function keysBelow(schema: z.core.$ZodType, path: string): readonly Key[] {
  return keysOf(groupIn(schema)).flatMap(([name, declared]) => {
    const own = { path: `${path}.${name}`, declared };
    return [own, ...keysBelow(declared, own.path)];
  });
}

const keys = [
  ...keysBelow(stackConfigSchema, "stack"),
  ...keysBelow(modelServingSchema, "model"),
  ...keysBelow(inferenceGatewaySchema, "gateway"),
  ...keysBelow(gkeSchema, "gke"),
  // Of an accelerator by its name: what they say is the key around them's.
].filter(({ path }) => !/\.accelerators\.[^.]+$/.test(path));

const without = (isMissing: (key: Key) => boolean) => keys.filter(isMissing).map(({ path }) => path);

const isGroup = ({ declared }: Key): boolean => keysOf(groupIn(declared)).length > 0;

/** Whether a number can be written for a key, or one by a name. */
function isNumeric(schema: z.core.$ZodType): boolean {
  const inner = unwrapped(schema);
  if (inner instanceof z.ZodUnion) return inner.options.some(isNumeric);
  return inner instanceof z.ZodRecord ? isNumeric(inner.valueType) : inner instanceof z.ZodNumber;
}

test("every key says what it means, in sentences", () => {
  expect(keys.length).toBeGreaterThan(150);
  expect(
    without(({ declared }) => !/^(?:[A-Z]|vLLM|\[[A-Z]).*\.$/.test(factsOf(declared)?.description ?? "")),
  ).toEqual([]);
});

test("every key that is no group says what a change does", () => {
  const known =
    /^(?:adds or removes|changes|deploys|does|gives|grants|installs|moves|parks|replaces|resizes|restarts|touches) /;
  const unsaid = (key: Key) => !isGroup(key) && !known.test(factsOf(key.declared)?.change ?? "");

  expect(without(unsaid)).toEqual([]);
});

test("every number has a unit, and nothing else has one", () => {
  const wrong = ({ declared }: Key) => isNumeric(declared) !== (factsOf(declared)?.unit !== undefined);

  expect(without(wrong)).toEqual([]);
});

test("every key that may be left out says what holds then", () => {
  const silent = ({ declared }: Key) => {
    const mayBeLeftOut = declared instanceof z.ZodType && declared.safeParse(undefined).success;
    const hasConstant = declared instanceof z.ZodDefault;
    return mayBeLeftOut && !hasConstant && factsOf(declared)?.otherwise === undefined;
  };

  expect(without(silent)).toEqual([]);
});

test("what ends a message is a phrase", () => {
  const wrong = ({ declared }: Key) => {
    const { fix, otherwise, change } = factsOf(declared) ?? {};
    return [fix, otherwise, change].some((phrase) => phrase !== undefined && /\.$|^\s|^$/.test(phrase));
  };

  expect(without(wrong)).toEqual([]);
});
