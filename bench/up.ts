/**
 * `npm run bench:up`: `pulumi up` by number of models: from nothing, again without a change, with one model more and
 * with one less. Nothing runs, so that the engine, the provider and the API server are measured. For comparison, in the same
 * cluster, the floor: as many ConfigMaps, bare ones and ones that make the engine's state as large as ours.
 *
 * Other sizes: `npm run bench:up -- 2 10`.
 */
import path from "node:path";
import { objectsIn } from "../components/plan/deployment-plan";
import { checkStackConfig } from "../infra/load-stack";
import { runToExit } from "@switchyard/cluster/commands/command-line";
import { tableLines } from "../components/table-lines";
import { withEmptyCluster } from "./empty-cluster";
import type { EmptyCluster } from "./empty-cluster";
import { EngineProject } from "./engine-project";
import type { BenchProgram, EngineState } from "./engine-project";
import { median } from "./measure";
import { progress } from "./progress";
import { stackConfig } from "./stack-config";

const defaultSizes = [2, 10, 50, 100];
const noOpRuns = 3;

const ours: BenchProgram = {
  program: "parked-stack",
  loader: path.join(__dirname, "..", "infra", "loader.cjs"),
};

/** The usual way to load TypeScript, without regard to its speed. */
const plain: BenchProgram = { program: "config-maps", loader: require.resolve("tsx/cjs") };

/** A ConfigMap's data are in the state three times: as inputs, as last inputs, and as the object. */
const copiesInState = 3;

const steps = ["upMs", "noOpMs", "addMs", "removeMs"] as const;

type Times = Readonly<Record<(typeof steps)[number], number>>;

interface Measured {
  readonly state: EngineState;
  readonly times: Times;
}

type Config = Readonly<Record<string, unknown>>;

async function measure(project: EngineProject, usual: Config, larger: Config, what: string): Promise<Times> {
  progress(`${what}: from nothing`);
  const upMs = await project.upMs(usual);
  progress(`${what}: from nothing took ${seconds(upMs)} s; now no-op, one more, one less`);
  const noOps: number[] = [];
  while (noOps.length < noOpRuns) noOps.push(await project.upMs(usual));
  const addMs = await project.upMs(larger);
  return { upMs, noOpMs: median(noOps), addMs, removeMs: await project.upMs(usual) };
}

async function measureFloor(
  cluster: EmptyCluster,
  name: string,
  objects: { readonly usual: number; readonly larger: number },
  bytes: number,
): Promise<Measured> {
  const project = await EngineProject.create(cluster, name, plain);
  const config = (count: number) => ({ prefix: name, objects: count, bytes });
  const what = `${objects.usual} ConfigMaps of ${bytes} bytes`;
  const times = await measure(project, config(objects.usual), config(objects.larger), what);
  return { state: project.state(), times };
}

/** The first client of a new API server waits for its schemas, which should not count for any measurement. */
async function warmUp(cluster: EmptyCluster): Promise<void> {
  progress("warming up");
  const project = await EngineProject.create(cluster, "warm-up", plain);
  await project.upMs({ prefix: "warm-up", objects: 1, bytes: 0 });
}

async function measureSize(models: number): Promise<readonly (readonly string[])[]> {
  return withEmptyCluster(async (cluster) => {
    await warmUp(cluster);
    const project = await EngineProject.create(cluster, "models", ours);
    const times = await measure(project, stackConfig(models), stackConfig(models + 1), `${models} models`);
    const state = project.state();
    const objects = {
      usual: state.objects,
      larger: state.objects + plannedObjects(models + 1) - plannedObjects(models),
    };
    const bare = await measureFloor(cluster, "bare", objects, 0);
    const missingBytes = (state.bytes - bare.state.bytes) / objects.usual;
    const sized = await measureFloor(cluster, "sized", objects, Math.round(missingBytes / copiesInState));
    return [
      row(`${models} models`, { state, times }, bare.times),
      row("  bare ConfigMaps", bare, bare.times),
      row("  ConfigMaps of our size", sized, bare.times),
    ];
  });
}

function plannedObjects(models: number): number {
  return objectsIn(checkStackConfig("bench", stackConfig(models)).plan).length;
}

function row(name: string, { state, times }: Measured, floor: Times): readonly string[] {
  const cells = steps.flatMap((step) => [seconds(times[step]), (times[step] / floor[step]).toFixed(2)]);
  return [name, String(state.objects), (state.bytes / 1024).toFixed(0), ...cells];
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(1);
}

async function main(): Promise<void> {
  const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : defaultSizes;
  progress(`bench:up of ${sizes.join(", ")} models; the default ones take about 12 minutes`);
  const numeric = [
    "objects",
    "state KiB",
    "up s",
    "x floor",
    "no-op s",
    "x floor",
    "add s",
    "x floor",
    "remove s",
    "x floor",
  ];
  const columns = [{ title: "" }, ...numeric.map((title) => ({ title, numeric: true }))];
  const rows: (readonly string[])[] = [];
  for (const models of sizes) rows.push(...(await measureSize(models)));
  console.log(tableLines(columns, rows).join("\n"));
}

void runToExit(main);
