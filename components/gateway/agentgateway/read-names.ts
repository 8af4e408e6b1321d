import type { KnownName, KnownNames } from "../provider";
import type { HttpRoute, ManifestSet } from "../../proof/views";
import { modelHeader } from "./policies";

/**
 * The names that the gateway knows. The header is the name itself, so they are what routes match: a route's first is its
 * model's, the others are its aliases and adapters.
 */
export function readNames({ routes }: ManifestSet): KnownNames {
  return { names: routes.flatMap(namesOf), problems: [] };
}

function namesOf({ spec }: HttpRoute): readonly KnownName[] {
  const headers = spec.rules.flatMap(({ matches }) => matches).flatMap((match) => match.headers);
  const values = headers
    .filter(({ name }) => name.toLowerCase() === modelHeader.toLowerCase())
    .map(({ value }) => value);
  const [baseModel, ...others] = new Set(values);
  if (baseModel === undefined) return [];
  return [
    { name: baseModel, kind: "model", baseModel, headerValue: baseModel },
    ...others.map((name): KnownName => ({ name, kind: "other", baseModel, headerValue: name })),
  ];
}
