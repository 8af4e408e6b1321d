import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  ApiextensionsV1Api,
  KubeConfig,
  KubernetesObjectApi,
  PatchStrategy,
  type V1CustomResourceDefinition,
} from "@kubernetes/client-node";
import { parseAllDocuments } from "yaml";
import { z } from "zod";
import { UserError } from "../user-error";

const sourceAnnotation = "switchyard.local/source-sha256";
const fieldManager = "switchyard-local";
const establishTimeoutMs = 30_000;

const definitionSchema = z.looseObject({
  apiVersion: z.literal("apiextensions.k8s.io/v1"),
  kind: z.literal("CustomResourceDefinition"),
  metadata: z.looseObject({ name: z.string(), annotations: z.record(z.string(), z.string()).default({}) }),
});

type Definition = z.infer<typeof definitionSchema>;

/** A definition to install, and the digest of the text that it comes from. */
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

/** Those that the cluster does not have, or has from another text. */
export function outdatedDefinitions(
  wanted: readonly DefinitionSource[],
  present: readonly V1CustomResourceDefinition[],
): readonly DefinitionSource[] {
  const digests = new Map(
    present.map(({ metadata }) => [metadata?.name, metadata?.annotations?.[sourceAnnotation]]),
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
 * Applies the definitions that changed and waits until the API server serves all of them.
 * @returns how many were applied.
 * @throws UserError when the API server does not serve them in time.
 */
export async function installDefinitions(
  kubeconfigFile: string,
  wanted: readonly DefinitionSource[],
  signal?: AbortSignal,
): Promise<number> {
  const config = new KubeConfig();
  config.loadFromFile(kubeconfigFile);
  const reader = config.makeApiClient(ApiextensionsV1Api);
  const writer = KubernetesObjectApi.makeApiClient(config);
  const list = async () => (await reader.listCustomResourceDefinition()).items;
  const outdated = outdatedDefinitions(wanted, await list());
  await Promise.all(
    outdated.map((source) =>
      // Server-side, as some are too large for the annotation that a client-side apply leaves behind.
      writer.patch(
        annotated(source),
        undefined,
        undefined,
        fieldManager,
        true,
        PatchStrategy.ServerSideApply,
      ),
    ),
  );
  await waitUntilEstablished(wanted, list, signal);
  return outdated.length;
}

async function waitUntilEstablished(
  wanted: readonly DefinitionSource[],
  list: () => Promise<readonly V1CustomResourceDefinition[]>,
  signal: AbortSignal | undefined,
): Promise<void> {
  const deadline = Date.now() + establishTimeoutMs;
  for (;;) {
    const missing = unestablished(wanted, await list());
    if (missing.length === 0) return;
    signal?.throwIfAborted();
    if (Date.now() > deadline)
      throw new UserError(
        `the API server does not serve ${missing.join(", ")} after ${establishTimeoutMs / 1000} s; ` +
          "see `npm run local -- logs kube-apiserver`",
      );
    await sleep(200);
  }
}

function annotated({ definition, digest }: DefinitionSource): Definition {
  const { metadata } = definition;
  const annotations = { ...metadata.annotations, [sourceAnnotation]: digest };
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
