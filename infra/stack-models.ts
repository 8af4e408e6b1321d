import { formatProblem } from "../components/problems/problems";
import type { Problem } from "../components/problems/problems";
import { formatPath } from "../components/problems/schema-problems";
import { objectNames, variantNames } from "../components/model/names";
import { leadIndex, withDefaults } from "../components/model/variants";
import type { ModelEntry, StackConfig } from "./config/stack-config";

/** One variant of a model, or the model itself where it has none, as written in the stack. */
export interface PlacedVariant {
  /** Path of the user's description of it. */
  readonly path: string;
  /** Its keys, completed from its entry. */
  readonly entry: Omit<ModelEntry, "variants">;
  readonly weight: number | undefined;
  /** Its entry, for one of an entry's `variants`. */
  readonly entryPath: string | undefined;
  /** Keys that it inherits from its entry. */
  readonly inherited: readonly string[];
  /** Name of its objects. */
  readonly name: string;
}

/** A model of a stack: its variants, and which of them leads. */
export interface PlacedModel {
  readonly variants: readonly PlacedVariant[];
  readonly lead: number;
}

type Unnamed = Omit<PlacedVariant, "name"> & { readonly chosenName: string | undefined };

interface UnnamedModel {
  readonly model: string;
  readonly variants: readonly Unnamed[];
  readonly lead: number;
  /** The object name that the entry sets. */
  readonly name: string | undefined;
}

/** The models of a stack with the object names of all their variants. Entries of one model are variants of it. */
export function placeModels(config: StackConfig): readonly PlacedModel[] {
  const models = [...entriesByModel(config.models).values()].map((entries) => unnamedModel(entries, config));
  const leads = objectNames(
    models.map(({ model, variants, lead, name }) => ({ model, name: variants[lead]?.chosenName ?? name })),
  );
  const followers = models.flatMap(({ model, variants, lead }, index) =>
    variants
      .filter((_, at) => at !== lead)
      .map(({ chosenName, entry }) => ({
        ...{ model, name: chosenName, lead: leads[index] ?? "" },
        accelerator: entry.accelerator ?? config.accelerator ?? "",
      })),
  );
  const rest = variantNames(leads, followers).values();
  return models.map(({ variants, lead }, index) => ({
    lead,
    variants: variants.map((variant, at) => ({
      ...variant,
      name: (at === lead ? leads[index] : rest.next().value) ?? "",
    })),
  }));
}

/** An entry and its position among all of the stack's. */
type PlacedEntry = readonly [ModelEntry, number];

/** In the order of the first entry of each model. */
function entriesByModel(
  entries: readonly ModelEntry[],
): ReadonlyMap<string, readonly [PlacedEntry, ...PlacedEntry[]]> {
  const byModel = new Map<string, [PlacedEntry, ...PlacedEntry[]]>();
  for (const [index, entry] of entries.entries()) {
    const same = byModel.get(entry.model);
    if (same) same.push([entry, index]);
    else byModel.set(entry.model, [[entry, index]]);
  }
  return byModel;
}

function unnamedModel(entries: readonly [PlacedEntry, ...PlacedEntry[]], config: StackConfig): UnnamedModel {
  const [[entry, index]] = entries;
  const { variants, ...base } = entry;
  const { model, name } = entry;
  if (variants === undefined)
    return { model, name, variants: entries.map((placed) => alone(...placed)), lead: 0 };
  const entryPath = formatPath(["models", index]);
  const placed = variants.map(({ weight, ...own }, at) => ({
    path: formatPath(["models", index, "variants", at]),
    entry: withDefaults<Omit<ModelEntry, "variants">>(base, own),
    weight,
    entryPath,
    inherited: Object.keys(base).filter((key) => !(key in own)),
    chosenName: own.name,
  }));
  const accelerators = placed.map(({ entry: { accelerator } }) => accelerator ?? config.accelerator);
  const lead = leadIndex(accelerators, entry.accelerator ?? config.accelerator);
  return { model, name, variants: placed, lead };
}

function alone({ variants: _, ...entry }: ModelEntry, index: number): Unnamed {
  const path = formatPath(["models", index]);
  return { path, entry, weight: undefined, entryPath: undefined, inherited: [], chosenName: entry.name };
}

/** Problems with the paths that the user wrote: for a key that a variant leaves out, the entry's path. */
export function atTheirEntries(
  problems: readonly Problem[],
  variants: readonly PlacedVariant[],
): readonly Problem[] {
  const moved = problems.map((problem) => atItsEntry(problem, variants));
  // A mistake in an entry is one mistake, not one of every variant.
  return [...new Map(moved.map((problem) => [formatProblem(problem), problem])).values()];
}

function atItsEntry(problem: Problem, variants: readonly PlacedVariant[]): Problem {
  const found = variants.find(({ path }) => problem.path.startsWith(`${path}.`));
  if (found?.entryPath === undefined) return problem;
  const rest = problem.path.slice(found.path.length + 1);
  const [key = ""] = rest.split(/[.[]/, 1);
  return { ...problem, path: `${pathOfKey(key, found)}${rest.slice(key.length)}` };
}

/** Where the user wrote a key of a variant: in its entry, if the variant inherits it. */
export function pathOfKey(key: string, { path, entryPath, inherited }: PlacedVariant): string {
  return `${entryPath !== undefined && inherited.includes(key) ? entryPath : path}.${key}`;
}

/** Where an entry lists its variants, of the path of one of them. */
export function variantsPath(path: string): string {
  return path.replace(/\.variants\[\d+\]$/, ".variants");
}
