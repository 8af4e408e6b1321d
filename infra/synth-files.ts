import { stringify } from "yaml";
import { waves } from "../components/plan/deployment-plan";
import type { Manifest } from "../components/plan/manifest";
import {
  bodyBasedRouterValues,
  routerDeploymentPatch,
  routerName,
  routerRelease,
} from "../components/gateway/gke/body-based-router";
import { gatewayChartId } from "../components/gateway/inference-gateway-chart";
import { kedaLabels, kedaNamespace, kedaValues } from "../components/scaling/keda/keda-chart";
import type { KedaSpec } from "../components/scaling/keda/keda-props";
import { bodyBasedRouterChart, kedaChart } from "../components/versions";
import type { LoadedStack } from "./load-stack";

/** First line of every file that `synth` writes, by which it knows its own. */
export const marker = "# Written by Switchyard's synth; do not edit.";

/** One file, with its path below the output folder. */
export interface SynthFile {
  readonly path: string;
  readonly content: string;
}

const waveAnnotation = "argocd.argoproj.io/sync-wave";

/**
 * The objects of a stack as YAML: a folder for the gateway, one for each model, and one for each Helm chart, BBR's and where
 * models scale KEDA's, which kustomize renders. Argo CD applies them in the order of their waves, which come from the edges that the engine uses.
 */
export function synthFiles({ spec, plan }: LoadedStack): readonly SynthFile[] {
  const waveOf = waves(plan);
  const objects = plan.map(({ id, manifest }) => file(`${id}.yaml`, withWave(manifest, waveOf.get(id) ?? 0)));
  const gatewayWaves = plan
    .filter(({ chart }) => chart === gatewayChartId)
    .map(({ id }) => waveOf.get(id) ?? 0);
  const router = file(`${routerName}/kustomization.yaml`, {
    ...kustomization,
    namespace: spec.router.namespace,
    commonAnnotations: { [waveAnnotation]: String(Math.max(...gatewayWaves) + 1) },
    helmCharts: [
      {
        name: bodyBasedRouterChart.reference.split("/").at(-1),
        repo: bodyBasedRouterChart.reference.split("/").slice(0, -1).join("/"),
        version: bodyBasedRouterChart.version,
        releaseName: routerRelease,
        namespace: spec.router.namespace,
        valuesInline: bodyBasedRouterValues(spec.router),
      },
    ],
    patches: [{ target: { kind: "Deployment" }, patch: toYaml(routerDeploymentPatch(spec.router)) }],
  });
  const scalers = spec.keda?.install ? kedaFiles(spec.keda, spec.gateway.namespace) : [];
  const charts = [routerName, ...(scalers.length > 0 ? [kedaFolder] : [])];
  const resources = [...objects.map(({ path }) => path), ...charts];
  return [...objects, router, ...scalers, file("kustomization.yaml", { ...kustomization, resources })];
}

const kedaFolder = "keda";

/** In the first wave, with the namespace in which it gets rights: no object of its API can come before its definitions. */
function kedaFiles({ namespace }: KedaSpec, watchNamespace: string): readonly SynthFile[] {
  const home = "namespace.yaml";
  return [
    file(`${kedaFolder}/${home}`, withWave(kedaNamespace(namespace), 0)),
    file(`${kedaFolder}/kustomization.yaml`, {
      ...kustomization,
      commonAnnotations: { [waveAnnotation]: "0" },
      labels: [{ pairs: kedaLabels(watchNamespace) }],
      resources: [home],
      helmCharts: [
        {
          name: kedaChart.name,
          repo: kedaChart.repository,
          version: kedaChart.version,
          releaseName: kedaChart.name,
          namespace,
          valuesInline: kedaValues(watchNamespace),
        },
      ],
    }),
  ];
}

const kustomization = { apiVersion: "kustomize.config.k8s.io/v1beta1", kind: "Kustomization" };

function withWave(manifest: Manifest, wave: number): Manifest {
  const annotations = { ...manifest.metadata.annotations, [waveAnnotation]: String(wave) };
  return { ...manifest, metadata: { ...manifest.metadata, annotations } };
}

function file(path: string, content: object): SynthFile {
  return { path, content: `${marker}\n${toYaml(content)}` };
}

/**
 * Without anchors, so that each file reads as what it says, and without a search for tags to declare at its top: there are
 * none, and it takes a tenth of the time.
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
 * @param found files of the folder by path; those without the marker belong to somebody else and do not count.
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
