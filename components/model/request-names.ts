import { formatPath } from "../problems/schema-problems";
import type { ModelServingSpec } from "./model-serving-props";

/** What the names of a model follow from. */
export type Named = Pick<ModelServingSpec, "model" | "aliases" | "adapters">;

/** Names that clients may send besides the model's own: its aliases, then its adapters. */
export function otherNames({ aliases, adapters }: Pick<Named, "aliases" | "adapters">): readonly string[] {
  return [...aliases, ...adapters.map(({ name }) => name)];
}

/** Every name that clients may send for a model, the model's own first. */
export function requestNames(spec: Named): readonly string[] {
  return [spec.model, ...otherNames(spec)];
}

/** Another name of a model, and where the user wrote it. */
export interface OtherName {
  readonly name: string;
  /** Path from the model, such as `aliases[0]`. */
  readonly path: string;
  /** Code of the problem that another name is the same. */
  readonly whenDuplicate: "DuplicateAlias" | "DuplicateAdapter";
}

/** The same names as {@link otherNames}, each with its place. */
export function placedNames({
  aliases,
  adapters,
}: Pick<Named, "aliases" | "adapters">): readonly OtherName[] {
  return [
    ...aliases.map((name, index) => ({
      name,
      path: formatPath(["aliases", index]),
      whenDuplicate: "DuplicateAlias" as const,
    })),
    ...adapters.map(({ name }, index) => ({
      name,
      path: formatPath(["adapters", index, "name"]),
      whenDuplicate: "DuplicateAdapter" as const,
    })),
  ];
}
