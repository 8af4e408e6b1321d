import { z } from "zod";
import { factsOf, keysOf, unwrapped } from "../components/keys/key";
import type { Unit } from "../components/keys/key";
import { stackConfigSchema } from "../infra/config/stack-config";
import { scalingKeys } from "../components/scaling/scaling-props";
import { groupIn } from "./definitions";

/** One key of a stack file, as a table of the documentation shows it. */
interface Row {
  /** Path from the top of the file, or from a model's entry. */
  readonly path: string;
  readonly declared: z.core.$ZodType;
  /** The optional key whose group contains it. */
  readonly within?: Row;
}

const headings = ["key", "meaning", "values", "default", "a change"];

const top = "switchyard:";
const ofScaling = ["scaleToZero", ...Object.keys(scalingKeys)];
const groupsOfTheirOwn = ["models", "cluster", "network", "nodePools", "prices"];

/** The tables of docs/configuration.md, by the names of their markers. */
export const keyTables: Readonly<Record<string, () => string>> = {
  stack: () => table(rowsIn(stackConfigSchema, top, (name) => !groupsOfTheirOwn.includes(name))),
  cluster: () => table(rowsIn(stackConfigSchema, top, (name) => ["cluster", "network"].includes(name))),
  nodePools: () => table(rowsIn(stackConfigSchema, top, (name) => name === "nodePools")),
  prices: () => table(rowsIn(stackConfigSchema, top, (name) => name === "prices")),
  model: () => table(modelRows().filter(({ path }) => !ofVariants(path) && !isScaling(path))),
  scaling: () => table(modelRows().filter(({ path }) => !ofVariants(path) && isScaling(path))),
  variants: () => table(modelRows().filter(({ path }) => ofVariants(path))),
};

function modelRows(): readonly Row[] {
  return rowsIn(groupIn(stackConfigSchema.shape.models), "");
}

const ofVariants = (path: string): boolean => path.startsWith("variants[]");

const isScaling = (path: string): boolean => ofScaling.includes(path.split(".", 1)[0] ?? "");

/** Every key in a group, nested ones in place; a key that several groups share is listed once. */
function rowsIn(
  group: z.core.$ZodType,
  prefix: string,
  isWanted: (name: string) => boolean = () => true,
  within?: Row,
): readonly Row[] {
  const rows = keysOf(group).flatMap(([name, declared]) =>
    isWanted(name) ? expandRow({ path: `${prefix}${name}`, declared, ...(within && { within }) }) : [],
  );
  return rows.filter((row, index) => rows.findIndex(({ declared }) => declared === row.declared) === index);
}

function expandRow(row: Row): readonly Row[] {
  const { path, declared } = row;
  const group = groupIn(declared);
  const keys = keysOf(group);
  const [first, ...others] = keys;
  // A group keyed by names, such as accelerators, is one key, followed by the keys that no other group has.
  if (
    first !== undefined &&
    others.length > 0 &&
    others.every(([, one]) => groupIn(one) === groupIn(first[1]))
  )
    return [row, ...rowsIn(groupIn(first[1]), `${path}[].`)];
  if (keys.length === 0 || factsOf(declared)?.values !== undefined) return [row];
  const isList = unwrapped(declared) instanceof z.ZodArray;
  return rowsIn(group, isList ? `${path}[].` : `${path}.`, undefined, row);
}

function table(rows: readonly Row[]): string {
  const cells = [headings, ...rows.map(rowCells)].map((row) =>
    row.map((cell) => cell.replaceAll("|", "\\|")),
  );
  const widths = headings.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const [head = [], ...body] = cells;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...body.map(line)].join("\n");
}

function rowCells(row: Row): readonly string[] {
  const { path, declared } = row;
  const facts = factsOf(declared);
  if (facts?.change === undefined) throw new Error(`${path} is not declared as a key`);
  const { description, change } = facts;
  return [`\`${path}\``, description.replace(/\.$/, ""), allowedValues(declared), defaultText(row), change];
}

const limited = z.object({
  type: z.string().optional(),
  enum: z.array(z.string()).optional(),
  minimum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
  maximum: z.number().max(1e9).optional().catch(undefined),
  default: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
  const: z.string().optional(),
});

function numberLimits(declared: z.core.$ZodType): z.infer<typeof limited> {
  return limited.parse(z.toJSONSchema(declared, { io: "input" }));
}

const typeNames: Readonly<Record<string, string>> = { string: "text", object: "mapping", array: "list" };

/** Which values a key takes, with the unit of a number. */
function allowedValues(declared: z.core.$ZodType): string {
  const { values, unit } = factsOf(declared) ?? {};
  if (values !== undefined) return values;
  const { anyOf, ...limits } = numberLimits(declared);
  const kinds = (anyOf ?? [limits]).map((one) => valuesIn(limited.parse(one), unit));
  return kinds.join(" or ");
}

/** Units that a range of numbers does not read well with. */
const unspoken: readonly (Unit | undefined)[] = [undefined, "hour of the day", "parts", "port", "rank"];

function valuesIn({ type = "", ...limits }: z.infer<typeof limited>, unit: Unit | undefined): string {
  if (limits.enum !== undefined) return limits.enum.map((one) => `\`${one}\``).join(", ");
  if (limits.const !== undefined) return `\`${limits.const}\``;
  if (type === "boolean") return "`true`, `false`";
  const range = rangeIn(limits);
  if (range === undefined) return typeNames[type] ?? type;
  return unspoken.includes(unit) ? range : `${range} ${unit}`;
}

function rangeIn({ minimum, exclusiveMinimum, maximum }: z.infer<typeof limited>): string | undefined {
  if (minimum !== undefined && maximum !== undefined) return `${minimum} to ${maximum}`;
  if (exclusiveMinimum !== undefined && maximum !== undefined)
    return `more than ${exclusiveMinimum}, up to ${maximum}`;
  return minimum === undefined ? undefined : `${minimum} or more`;
}

function requiredWithin({ path, declared }: Row): string {
  const name = path.split(".").at(-1);
  const { otherwise } = factsOf(declared) ?? {};
  return otherwise === undefined ? "required" : `required with \`${name}\`, else ${otherwise}`;
}

function defaultText({ declared, within }: Row): string {
  const { otherwise } = factsOf(declared) ?? {};
  if (otherwise !== undefined) return otherwise;
  const { default: constant } = numberLimits(declared);
  if (constant === undefined) return within === undefined ? "required" : requiredWithin(within);
  return typeof constant === "string" ? `\`${constant}\`` : JSON.stringify(constant);
}

/**
 * A document with every table between markers regenerated: `<!-- keys: stack -->` and `<!-- /keys -->`.
 * @throws Error for a marker that no table belongs to.
 */
export function withKeyTables(document: string): string {
  return document.replace(
    /(<!-- keys: (\w+) -->)\n[^]*?(<!-- \/keys -->)/g,
    (_, begin: string, name: string, end: string) => {
      const made = keyTables[name];
      if (made === undefined) throw new Error(`no table is called ${name}`);
      return `${begin}\n\n${made()}\n\n${end}`;
    },
  );
}
