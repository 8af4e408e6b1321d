import { stringify } from "yaml";
import { waves } from "../components/plan/deployment-plan";
import type { PlanEntry } from "../components/plan/deployment-plan";
import { helmChartName } from "../components/plan/helm-chart";
import type { HelmChartProps, HelmChartSource } from "../components/plan/helm-chart";
import type { Manifest } from "../components/plan/manifest";
import type { LoadedStack } from "./load-stack";

/** First line of every file that `synth` writes, by which it recognizes its own files. */
export const marker = "# Written by Switchyard's synth; do not edit.";

/** One file, with its path below the output folder. */
export interface SynthFile {
  readonly path: string;
  readonly content: string;
}

const waveAnnotation = "argocd.argoproj.io/sync-wave";

/**
 * The plan of a stack as YAML: a folder for the gateway, one for each model, and one for each Helm chart, which kustomize
 * renders. Argo CD applies them in the order of their waves, which come from the edges that the engine uses.
 */
export function synthFiles({ plan }: Pick<LoadedStack, "plan">): readonly SynthFile[] {
  const waveOf = waves(plan);
  const files = plan.map((entry) => entryFile(entry, waveOf.get(entry.id) ?? 0));
  const resources = plan.map(({ kind, id }) => (kind === "object" ? objectPath(id) : id));
  return [...files, file("kustomization.yaml", { ...kustomization, resources })];
}

function entryFile(entry: PlanEntry, wave: number): SynthFile {
  return entry.kind === "object"
    ? file(objectPath(entry.id), withWave(entry.manifest, wave))
    : file(`${entry.id}/kustomization.yaml`, chartKustomization(entry.helm, wave), [
        "Render the folder above: alone, this chart lacks what it needs first, such as its namespace.",
      ]);
}

function objectPath(id: string): string {
  return `${id}.yaml`;
}

function chartKustomization(helm: HelmChartProps, wave: number): object {
  const { source, release, namespace, lacksNamespaces = false, values, labels, patches } = helm;
  return {
    ...kustomization,
    ...(lacksNamespaces && { namespace }),
    commonAnnotations: { [waveAnnotation]: String(wave) },
    ...(labels && { labels: [{ pairs: labels }] }),
    helmCharts: [
      {
        name: helmChartName(source),
        repo: chartRepository(source),
        version: source.version,
        releaseName: release,
        namespace,
        valuesInline: values,
      },
    ],
    ...(patches.length > 0 && {
      patches: patches.map(({ kind, patch }) => ({ target: { kind }, patch: toYaml(patch) })),
    }),
  };
}

function chartRepository(source: HelmChartSource): string {
  return source.kind === "oci"
    ? source.reference.slice(0, source.reference.lastIndexOf("/"))
    : source.repository;
}

const kustomization = { apiVersion: "kustomize.config.k8s.io/v1beta1", kind: "Kustomization" };

function withWave(manifest: Manifest, wave: number): Manifest {
  const annotations = { ...manifest.metadata.annotations, [waveAnnotation]: String(wave) };
  return { ...manifest, metadata: { ...manifest.metadata, annotations } };
}

function file(path: string, content: object, comments: readonly string[] = []): SynthFile {
  const lines = [marker, ...comments.map((comment) => `# ${comment}`)];
  return { path, content: `${lines.join("\n")}\n${toYaml(content)}` };
}

/**
 * Without anchors, so that files are readable, and without the search for tags to declare: there are none, and this takes
 * a tenth of the time.
 */
function toYaml(content: object): string {
  return stringify(content, { aliasDuplicateObjects: false, directives: false });
}

/** How a folder differs from what would be written to it. */
export interface Difference {
  readonly path: string;
  readonly kind: "missing" | "changed" | "left over";
}

/**
 * Compares a folder with what would be written to it.
 * @param found files of the folder by path; those without the marker belong to somebody else and are ignored.
 */
export function differences(
  wanted: readonly SynthFile[],
  found: ReadonlyMap<string, string>,
): readonly Difference[] {
  const missingOrChanged = wanted.flatMap(({ path, content }): Difference[] => {
    const current = found.get(path);
    if (current === content) return [];
    return [{ path, kind: current === undefined ? "missing" : "changed" }];
  });
  const leftOver = [...found]
    .filter(([path, content]) => content.startsWith(marker) && !wanted.some((one) => one.path === path))
    .map(([path]): Difference => ({ path, kind: "left over" }));
  return [...missingOrChanged, ...leftOver];
}
