/**
 * `npm run bench:routing`: requests per second and latency through the gateway of the laptop cluster, for several numbers
 * of requests at a time. For comparison, the same chain, to the same BBR, endpoint pickers and model servers, in an Envoy whose
 * one file is written by hand. The two take turns, in the order A B B A, so that a slow moment hits both.
 */
import { CoreV1Api } from "@kubernetes/client-node";
import path from "node:path";
import { endpointPickerPorts } from "../components/endpoint-picker/endpoint-picker";
import { endpointPickerLabel, modelLabel } from "../components/objects/labels";
import { loadStack } from "../infra/load-stack";
import { loadToolchain } from "@switchyard/cluster/commands/saved-toolchain";
import { runToExit } from "@switchyard/cluster/commands/command-line";
import { loopbackAddress } from "@switchyard/contracts/pod-network";
import { readKubeconfig } from "@switchyard/contracts/read-kubeconfig";
import { gatewayUrl } from "@switchyard/cluster/settings";
import { tableLines } from "../components/table-lines";
import type { Laptop } from "../test/e2e/support/laptop";
import { benchSlot } from "./empty-cluster";
import { measureLoad } from "./load";
import type { LoadResult } from "./load";
import { median } from "./measure";
import { progress } from "./progress";
import { withStartedLaptop } from "./started-laptop";
import { endpoints, withStaticGateway } from "./static-gateway";
import type { StaticGatewayValues } from "./static-gateway";

const atOnceSteps = [1, 2, 5, 10, 20];
const roundMs = 3000;
const warmUpMs = 2000;
const routerPort = 9004;
const serverPort = 8000;

/** Free in every slot: the ports of a cluster end before it. */
const portsAfterAdmin = 10;

async function podAddresses(laptop: Laptop, namespace: string, labelSelector: string) {
  const core = readKubeconfig(laptop.settings.kubeconfig).makeApiClient(CoreV1Api);
  const { items } = await core.listNamespacedPod({ namespace, labelSelector });
  return items.flatMap(({ status }) => (status?.podIP === undefined ? [] : [loopbackAddress(status.podIP)]));
}

async function staticValues(laptop: Laptop): Promise<StaticGatewayValues> {
  const { spec } = loadStack("local", laptop.projectDir);
  const { namespace } = spec.gateway;
  const at = async (selector: string, port: number) =>
    endpoints(await podAddresses(laptop, namespace, selector), port);
  const [first, second] = spec.models;
  return {
    firstModel: first?.model ?? "",
    secondModel: second?.model ?? "",
    routers: await at("app=body-based-router", routerPort),
    firstPickers: await at(`${endpointPickerLabel}=${first?.name ?? ""}`, endpointPickerPorts.callout),
    secondPickers: await at(`${endpointPickerLabel}=${second?.name ?? ""}`, endpointPickerPorts.callout),
    firstServers: await at(`${modelLabel}=${first?.name ?? ""}`, serverPort),
    secondServers: await at(`${modelLabel}=${second?.name ?? ""}`, serverPort),
  };
}

interface Compared {
  readonly ours: LoadResult;
  readonly byHand: LoadResult;
}

async function compare(urls: { ours: string; byHand: string }, models: readonly string[], atOnce: number) {
  progress(`${atOnce} at a time`);
  const load = (url: string) => measureLoad({ url, models, atOnce, durationMs: roundMs });
  const results: { ours: LoadResult[]; byHand: LoadResult[] } = { ours: [], byHand: [] };
  const turns = ["ours", "byHand", "byHand", "ours"] as const;
  for (const who of [...turns, ...turns]) results[who].push(await load(urls[who]));
  return { ours: medians(results.ours), byHand: medians(results.byHand) };
}

function medians(results: readonly LoadResult[]): LoadResult {
  const of = (key: keyof LoadResult) => median(results.map((result) => result[key]));
  return { perSecond: of("perSecond"), p50Ms: of("p50Ms"), p99Ms: of("p99Ms") };
}

function row(atOnce: number, { ours, byHand }: Compared): readonly string[] {
  const pair = (key: keyof LoadResult, digits: number) => [
    ours[key].toFixed(digits),
    byHand[key].toFixed(digits),
    (ours[key] / byHand[key]).toFixed(2),
  ];
  return [String(atOnce), ...pair("perSecond", 0), ...pair("p50Ms", 2), ...pair("p99Ms", 2)];
}

async function measure(laptop: Laptop, signal: AbortSignal): Promise<readonly (readonly string[])[]> {
  const { spec } = loadStack("local", laptop.projectDir);
  const models = spec.models.map(({ model }) => model);
  const port = laptop.settings.ports.envoyAdmin + portsAfterAdmin;
  const { envoy } = loadToolchain(laptop.settings).toolchain.tools;
  const folder = path.dirname(laptop.projectDir);
  const values = await staticValues(laptop);
  return withStaticGateway({ envoy, folder, port, model: models[0] ?? "", values }, async (byHand) => {
    const urls = { ours: gatewayUrl(benchSlot, spec.gateway.port), byHand };
    for (const url of Object.values(urls))
      await measureLoad({ url, models, atOnce: 10, durationMs: warmUpMs });
    const rows: (readonly string[])[] = [];
    for (const atOnce of atOnceSteps) {
      signal.throwIfAborted();
      rows.push(row(atOnce, await compare(urls, models, atOnce)));
    }
    return rows;
  });
}

async function main(): Promise<void> {
  progress("bench:routing takes about 3 minutes");
  const rows = await withStartedLaptop(measure);
  const titles = ["requests/s", "p50 ms", "p99 ms"].flatMap((what) => [what, "by hand", "ratio"]);
  const columns = ["at a time", ...titles].map((title) => ({ title, numeric: true }));
  console.log(tableLines(columns, rows).join("\n"));
}

void runToExit(main);
