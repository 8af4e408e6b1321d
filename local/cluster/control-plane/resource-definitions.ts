import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { V1CustomResourceDefinition } from "@kubernetes/client-node";
import { parseAllDocuments } from "yaml";
import { z } from "zod";

const sourceAnnotation = "switchyard.local/source-sha256";
const appliedAnnotation = "switchyard.local/applied-at";

const definitionSchema = z.looseObject({
  apiVersion: z.literal("apiextensions.k8s.io/v1"),
  kind: z.literal("CustomResourceDefinition"),
  metadata: z.looseObject({ name: z.string(), annotations: z.record(z.string(), z.string()).default({}) }),
});

type Definition = z.infer<typeof definitionSchema>;

/** A definition to install, and the digest of its source text. */
export interface DefinitionSource {
  readonly name: string;
  readonly digest: string;
  readonly definition: Definition;
}

/** The custom resource definitions in all YAML files of some folders; other kinds in them are left out. */
export function readDefinitions(folders: readonly string[]): readonly DefinitionSource[] {
  const files = folders.flatMap((folder) => yamlFiles(folder));
  return files.flatMap((file) => parseDefinitions(readFileSync(file, "utf8")));
}

/** The custom resource definitions in a YAML text. */
export function parseDefinitions(text: string): readonly DefinitionSource[] {
  const documents = parseAllDocuments(text).map(
    (document) => definitionSchema.safeParse(document.toJS()).data,
  );
  return documents
    .filter((definition) => definition !== undefined)
    .map((definition) => {
      const digest = createHash("sha256").update(JSON.stringify(definition)).digest("hex");
      return { name: definition.metadata.name, digest, definition };
    });
}

/**
 * Definitions that are missing in the cluster, came from another text, or are not served: an API server that exits between
 * accepting the names of a definition and serving it looks at it again only when the definition changes.
 */
export function outdatedDefinitions(
  wanted: readonly DefinitionSource[],
  present: readonly V1CustomResourceDefinition[],
): readonly DefinitionSource[] {
  const digests = new Map(
    present
      .filter(isEstablished)
      .map(({ metadata }) => [metadata?.name, metadata?.annotations?.[sourceAnnotation]]),
  );
  return wanted.filter(({ name, digest }) => digests.get(name) !== digest);
}

/** The names of those that the cluster does not serve yet. */
export function unestablished(
  wanted: readonly DefinitionSource[],
  present: readonly V1CustomResourceDefinition[],
): readonly string[] {
  const established = new Set(present.filter(isEstablished).map(({ metadata }) => metadata?.name));
  return wanted.map(({ name }) => name).filter((name) => !established.has(name));
}

/**
 * A definition as it is applied: with the digest by which a later start knows that it has not changed, and the time, so
 * that it differs from what the cluster has.
 */
export function annotated({ definition, digest }: DefinitionSource, now: Date): Definition {
  const { metadata } = definition;
  const annotations = {
    ...metadata.annotations,
    [sourceAnnotation]: digest,
    [appliedAnnotation]: now.toISOString(),
  };
  return { ...definition, metadata: { ...metadata, annotations } };
}

function isEstablished({ status }: V1CustomResourceDefinition): boolean {
  return (
    status?.conditions?.some(({ type, status: value }) => type === "Established" && value === "True") ?? false
  );
}

function yamlFiles(folder: string): readonly string[] {
  const names = readdirSync(folder).filter((name) => /\.ya?ml$/.test(name));
  return names.sort().map((name) => path.join(folder, name));
}
