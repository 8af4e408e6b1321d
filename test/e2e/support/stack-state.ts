import { KubernetesObjectApi } from "@kubernetes/client-node";
import type { KubernetesObject } from "@kubernetes/client-node";
import { z } from "zod";
import { readKubeconfig } from "@switchyard/contracts/read-kubeconfig";
import type { Laptop } from "./laptop";

/** What a stack consists of, without anything that differs from one run to the next. */
export interface StackState {
  /** What the engine was told of each resource, by URN. */
  readonly resources: Readonly<Record<string, unknown>>;
  /** Every object of the namespace of a kind that the stack makes, by kind and name, whether the engine knows it or not. */
  readonly objects: Readonly<Record<string, unknown>>;
}

const resourceSchema = z.object({
  urn: z.string(),
  inputs: z.looseObject({ apiVersion: z.string().optional(), kind: z.string().optional() }).default({}),
});
const exportSchema = z.object({ deployment: z.object({ resources: z.array(resourceSchema) }) });

/** Reads what the engine knows, and what the API server has. */
export async function stackState(laptop: Laptop, namespace: string): Promise<StackState> {
  const { stdout } = await laptop.pulumi("stack", "export", "--stack", laptop.stack);
  const { resources } = exportSchema.parse(JSON.parse(stdout)).deployment;
  const kinds = new Map(
    resources.flatMap(({ inputs: { apiVersion, kind } }) =>
      apiVersion === undefined || kind === undefined ? [] : [[`${apiVersion} ${kind}`, { apiVersion, kind }]],
    ),
  );
  const api = KubernetesObjectApi.makeApiClient(readKubeconfig(laptop.settings.kubeconfig));
  const objects: (readonly [string, unknown])[] = [];
  for (const { apiVersion, kind } of kinds.values())
    for (const object of await listed(api, apiVersion, kind, namespace))
      objects.push([`${kind} ${object.metadata?.name ?? ""}`, lasting(object)]);
  return {
    resources: byName(resources.map(({ urn, inputs }) => [urn, inputs])),
    objects: byName(objects),
  };
}

async function listed(
  api: KubernetesObjectApi,
  apiVersion: string,
  kind: string,
  namespace: string,
): Promise<readonly KubernetesObject[]> {
  if (kind === "Namespace") return [await api.read({ apiVersion, kind, metadata: { name: namespace } })];
  return (await api.list(apiVersion, kind, namespace)).items;
}

/** An object without its status and without what the cluster makes up for each object anew. */
function lasting(object: KubernetesObject): unknown {
  const { metadata, status, ...rest } = z
    .looseObject({ status: z.unknown().optional(), metadata: z.unknown().optional() })
    .parse(JSON.parse(JSON.stringify(object)));
  const labels = object.metadata?.labels;
  return JSON.parse(JSON.stringify({ ...rest, labels }), (key, value: unknown) =>
    key === "clusterIP" || key === "clusterIPs" ? undefined : value,
  );
}

function byName(entries: readonly (readonly [string, unknown])[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries([...entries].sort(([left], [right]) => left.localeCompare(right)));
}
