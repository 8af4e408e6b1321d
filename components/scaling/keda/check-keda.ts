/**
 * What a cluster must have, and must not have, before a stack brings KEDA along or relies on one. It is the only check that
 * needs the cluster: the caller reads these objects there.
 */
import { z } from "zod";
import { watchedNamespaceLabel } from "../../objects/labels";
import type { KedaSpec } from "./keda-props";
import { quote } from "../../problems/problems";
import type { Problem } from "../../problems/problems";

/** What was read from a cluster, as answered; `undefined` if it does not exist. */
export interface KedaFacts {
  /** CustomResourceDefinition of ScaledObject. A cluster has KEDA if and only if it has this. */
  readonly scaledObjects: unknown;
  /** Who serves external metrics, which is one for a whole cluster and would be KEDA. */
  readonly externalMetrics: unknown;
}

/** Names of the two objects in the cluster. */
export const kedaFactNames = {
  scaledObjects: "scaledobjects.keda.sh",
  externalMetrics: "v1beta1.external.metrics.k8s.io",
} as const;

/** First KEDA with all that a model's ScaledObject uses: its changelog, "Add `scalingModifiers` fallback behavior". */
const firstVersion = "2.20";

/**
 * Whether a stack may install KEDA, or whether the existing KEDA is suitable.
 * @param namespace of the stack's models, which identifies its own KEDA and which KEDA must watch.
 */
export function checkKeda(facts: KedaFacts, keda: KedaSpec, namespace: string): readonly Problem[] {
  const found = readKeda(facts.scaledObjects);
  if (keda.install) return checkInstall(found, facts, namespace);
  if (found === undefined)
    return [
      missing(`no CustomResourceDefinition ${kedaFactNames.scaledObjects}`, "leave it out, or install KEDA"),
    ];
  return [...checkWatched(found, namespace), ...checkFeatures(found)];
}

interface FoundKeda {
  /** Its name in messages. */
  readonly title: string;
  /** The only namespace that it watches, if a stack of Switchyard installed it. */
  readonly watched: string | undefined;
  /** The fallback behaviors that it supports for an unreadable metric. */
  readonly fallbacks: readonly string[];
}

const metadataSchema = z.object({ labels: z.record(z.string(), z.string()).default({}) });

const definitionSchema = z.object({
  metadata: metadataSchema,
  spec: z.object({ versions: z.array(z.looseObject({ schema: z.unknown().optional() })) }),
});

const fallbackSchema = z.object({
  openAPIV3Schema: z.object({
    properties: z.object({
      spec: z.object({
        properties: z.object({
          fallback: z.object({
            properties: z.object({ behavior: z.object({ enum: z.array(z.string()) }) }),
          }),
        }),
      }),
    }),
  }),
});

function readKeda(definition: unknown): FoundKeda | undefined {
  if (definition === undefined) return undefined;
  const { metadata, spec } = definitionSchema.parse(definition);
  const version = metadata.labels["app.kubernetes.io/version"];
  return {
    title: version === undefined ? "a KEDA of unknown version" : `KEDA ${version}`,
    watched: metadata.labels[watchedNamespaceLabel],
    fallbacks: spec.versions.flatMap(({ schema }) => fallbackBehaviors(schema)),
  };
}

/** An older KEDA has no such field. */
function fallbackBehaviors(schema: unknown): readonly string[] {
  const { data } = fallbackSchema.safeParse(schema);
  return data?.openAPIV3Schema.properties.spec.properties.fallback.properties.behavior.enum ?? [];
}

function checkInstall(found: FoundKeda | undefined, facts: KedaFacts, namespace: string): readonly Problem[] {
  if (found === undefined) return checkExternalMetrics(facts.externalMetrics, namespace);
  if (found.watched === namespace) return [];
  return [
    {
      code: "KedaPresent",
      path: "keda.install",
      rule: "must be false where the cluster has a KEDA that this stack did not install: there can be only one",
      ...(found.watched === undefined
        ? {
            got: found.title,
            fix: "set it to false, and `keda.namespace` to the namespace that KEDA runs in",
          }
        : { got: forOneNamespace(found, found.watched), fix: shareFix }),
    },
  ];
}

const serviceSchema = z.object({
  metadata: metadataSchema,
  spec: z.object({ service: z.object({ name: z.string(), namespace: z.string() }).nullish() }),
});

function checkExternalMetrics(service: unknown, namespace: string): readonly Problem[] {
  if (service === undefined) return [];
  const { metadata, spec } = serviceSchema.parse(service);
  // Left behind by an interrupted update.
  if (metadata.labels[watchedNamespaceLabel] === namespace) return [];
  const by = spec.service ? `${spec.service.namespace}/${spec.service.name}` : "the API server itself";
  return [
    {
      code: "ExternalMetricsTaken",
      path: "keda.install",
      rule: "needs a cluster where nothing serves external metrics yet: KEDA would take them over from the workloads that scale by them",
      got: `APIService ${kedaFactNames.externalMetrics} of ${by}`,
      fix: "remove it, or use `wake: none`",
    },
  ];
}

function checkWatched(found: FoundKeda, namespace: string): readonly Problem[] {
  const { title, watched } = found;
  if (watched === undefined) return [];
  return watched === namespace
    ? [missing(`${title}, which this stack installed and would now remove`, "leave it out")]
    : [missing(forOneNamespace(found, watched), shareFix)];
}

function forOneNamespace({ title }: FoundKeda, watched: string): string {
  return `${title}, which a stack installed only for its namespace ${quote(watched)}`;
}

const shareFix =
  "turn `scaleToZero` off in that stack, or in this one before its namespace changes; for two stacks, install one KEDA manually";

function missing(got: string, fix: string): Problem {
  return {
    code: "KedaMissing",
    path: "keda.install",
    rule: "may be false only where the cluster has a KEDA that scales this stack's models",
    got,
    fix,
  };
}

function checkFeatures({ title, fallbacks }: FoundKeda): readonly Problem[] {
  if (fallbacks.includes("scalingModifiers")) return [];
  return [
    {
      code: "KedaTooOld",
      path: "keda.install",
      rule: `may be false only with KEDA ${firstVersion} or newer, which knows \`fallback.behavior: scalingModifiers\``,
      got: title,
      fix: "update it",
    },
  ];
}
