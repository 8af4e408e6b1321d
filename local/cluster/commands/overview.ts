import type { RoutedName } from "switchyard/checks";
import type { LoadedStack } from "switchyard/stack";
import { groupVariants, objectsIn, tasks, taskTraits } from "switchyard/charts";
import type { ObjectEntry } from "switchyard/charts";
import { replicasText } from "switchyard/stack";
import type { StackSpec } from "switchyard/stack";
import { expectedTotalSec } from "@switchyard/toolchain";
import type { ToolStep } from "@switchyard/toolchain";

/** What a tool's source means for the user. */
const sourceWords: Readonly<Record<ToolStep["source"], string>> = {
  cached: "ready in the cache",
  path: "ready on PATH",
  download: "will be downloaded",
  build: "will be built from source",
  package: "will be installed from its package",
};

/** What the stack will serve and which tools are missing: everything known before anything is touched. */
export function renderOverview(
  { spec, plan, routing }: LoadedStack,
  steps: readonly ToolStep[],
  simulatedProject: string | undefined,
): string {
  const proof = routing.names.flatMap((name) => proofLines(name, spec));
  const objects = objectsIn(plan);
  return [
    `Stack ${spec.stack}: ${count(groupVariants(spec.models).length, "model")} in namespace ${spec.gateway.namespace}`,
    ...(simulatedProject === undefined ? [] : [simulationNotice(simulatedProject)]),
    "",
    `Objects in deployment order (${objects.length}, plus BBR's from its Helm chart)`,
    ...objectGroups(objects).map(({ chart, kinds }) => `  ${chart}: ${kinds.join(", ")}`),
    "",
    "Routing, proven on these objects",
    ...proof,
    ...taskLines(routing.names),
    ...(spec.hasStaticAnswers ? ["  the list of models: GET /v1/models"] : []),
    "  any other name, any other path -> 404",
    "",
    ...toolLines(steps),
    "",
  ].join("\n");
}

/** One line for each pool that a name reaches, with its share of the requests where there are several. */
function proofLines({ name, route, pools }: RoutedName, { models }: StackSpec): readonly string[] {
  const sum = pools.reduce((total, { weight }) => total + weight, 0);
  return pools.map(({ pool, deployment, replicas, weight }) => {
    const spec = models.find((model) => model.name === deployment);
    const words = spec === undefined ? count(replicas, "replica") : replicasText(spec);
    const share = pools.length === 1 ? "" : `${Math.round((100 * weight) / sum)} % of `;
    return `  ${share}${name} -> route ${route} -> pool ${pool} -> Deployment ${deployment} (${words})`;
  });
}

/** The paths at which the names of a stack are answered, by what their models do. */
function taskLines(names: LoadedStack["routing"]["names"]): readonly string[] {
  const present = tasks.filter((task) => names.some((name) => name.task === task));
  return present.map((task) => `  to ${task}: POST ${taskTraits[task].paths.join(", ")}`);
}

function simulationNotice(project: string): string {
  return `Google Cloud is simulated: project ${project} exists only on this machine, and no account is needed`;
}

/** Missing tools with expected times, and tools that are ready. */
export function toolLines(steps: readonly ToolStep[]): readonly string[] {
  const missing = steps.filter(({ expectedSec }) => expectedSec > 0);
  const ready = steps
    .filter((step) => !missing.includes(step))
    .map(({ name, version }) => `${name} ${version}`);
  return [
    missing.length === 0
      ? "Tools: all present"
      : `Tools to get first, about ${duration(expectedTotalSec(missing))}`,
    ...missing.map(
      ({ name, version, source, expectedSec }) =>
        `  ${name} ${version} ${sourceWords[source]}, about ${duration(expectedSec)}`,
    ),
    ...(ready.length > 0 ? [`  ready: ${ready.join(", ")}`] : []),
  ];
}

/** A duration, rounded as suits an estimate. */
export function duration(seconds: number): string {
  return seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
}

function objectGroups(
  objects: readonly ObjectEntry[],
): readonly { readonly chart: string; readonly kinds: string[] }[] {
  const groups: { readonly chart: string; readonly kinds: string[] }[] = [];
  for (const { chart, manifest } of objects) {
    const last = groups.at(-1);
    if (last?.chart === chart) last.kinds.push(manifest.kind);
    else groups.push({ chart, kinds: [manifest.kind] });
  }
  return groups;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
