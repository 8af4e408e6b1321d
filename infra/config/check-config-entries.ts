import { isDeepStrictEqual } from "node:util";
import { checkUnusedKeys } from "../../components/gke/check-unused-keys";
import { z } from "zod";
import { acceleratorNames } from "../../components/accelerators/table";
import { defaultProvider, providers } from "../../components/gateway/providers";
import type { ProviderName } from "../../components/gateway/provider-names";
import { quote } from "../../components/problems/problems";
import type { Problem } from "../../components/problems/problems";
import { formatPath } from "../../components/problems/schema-problems";
import type { ValuePath } from "../../components/problems/schema-problems";
import type { SharedKey } from "../../components/model/model-serving-props";
import { missingZone } from "./missing-zone";
import { checkStatedTask } from "../../components/model/check-task";

/** The part of a configuration that the rules between entries need; the rest may be invalid. */
const section = z.record(z.string(), z.unknown()).catch({}).default({});

const entriesSchema = z.object({
  zone: z.unknown().optional(),
  accelerator: z.unknown().optional(),
  nodePools: z
    .object({ accelerators: z.record(z.string(), section).catch({}).default({}) })
    .catch({ accelerators: {} })
    .default({ accelerators: {} }),
  cluster: section,
  network: section,
  gateway: section,
  models: z.array(section).catch([]),
});

type Entries = z.infer<typeof entriesSchema>;
type Entry = Entries["models"][number];

/**
 * Problems between entries, each of which is valid by itself.
 * @param gatewayProvider takes precedence over the stack's.
 */
export function checkConfigEntries(value: unknown, gatewayProvider?: ProviderName): readonly Problem[] {
  const entries = entriesSchema.safeParse(value);
  if (!entries.success) return [];
  return [
    ...besideKubeconfig(entries.data),
    ...missingZoneOf(entries.data),
    ...missingProxySubnet(entries.data, gatewayProvider),
    ...unusedNodeLabels(entries.data),
    ...missingAccelerators(entries.data),
    ...repeatedModels(entries.data),
    ...unstatedTasks(entries.data),
  ];
}

/** Keys of `cluster` that select a cluster by kubeconfig. */
const kubeconfigKeys = ["kubeconfig", "kubeconfigVariable", "context"];

function isByKubeconfig({ cluster }: Entries): boolean {
  return kubeconfigKeys.some((key) => key in cluster);
}

function missingZoneOf(entries: Entries): readonly Problem[] {
  return entries.zone !== undefined || isByKubeconfig(entries) ? [] : [missingZone];
}

/** GKE gives nodes its own labels, in a new cluster and in an existing one. */
function unusedNodeLabels(entries: Entries): readonly Problem[] {
  if (isByKubeconfig(entries)) return [];
  return Object.entries(entries.nodePools.accelerators).flatMap(([name, { nodeLabels }]) =>
    nodeLabels === undefined
      ? []
      : [
          {
            code: "NotApplicable" as const,
            path: formatPath(["nodePools", "accelerators", name, "nodeLabels"]),
            rule: "must be left out on GKE, which labels the nodes of an accelerator itself",
            got: quote(nodeLabels),
            fix: "remove it",
          },
        ],
  );
}

function isThereAlready({ cluster }: Entries): boolean {
  return ["existing", ...kubeconfigKeys].some((key) => key in cluster);
}

/** For a kubeconfig's cluster; a GKE cluster gets the same check along with its other rules. */
function besideKubeconfig({ cluster, network }: Entries): readonly Problem[] {
  const way = kubeconfigKeys.find((key) => key in cluster);
  if (way === undefined) return [];
  const others = Object.entries(cluster).filter(([key]) => !kubeconfigKeys.includes(key));
  return [
    ...checkUnusedKeys("cluster", Object.fromEntries(others), `cluster.${way}`),
    ...checkUnusedKeys("network", network, `cluster.${way}`, !("existing" in cluster)),
  ];
}

/** The default range belongs to the network that the stack creates; an existing network has its own. */
function missingProxySubnet(entries: Entries, gatewayProvider: unknown): readonly Problem[] {
  const what = isThereAlready(entries) ? "cluster" : "existing" in entries.network ? "network" : undefined;
  if (what === undefined || "proxySubnet" in entries.gateway || !usesProxySubnet(entries, gatewayProvider))
    return [];
  return [
    {
      code: "MissingKey",
      path: formatPath(["gateway", "proxySubnet"]),
      rule: `must be set for an existing ${what}, or the network policies block every request`,
      got: "nothing",
      fix: "list the subnets of purpose REGIONAL_MANAGED_PROXY and use the range of the cluster's region",
    },
  ];
}

/** An unknown provider is reported as a problem of its key. */
function usesProxySubnet({ gateway }: Entries, gatewayProvider: unknown): boolean {
  const { provider = defaultProvider.name } = gateway;
  const known = providers.find(({ name }) => name === (gatewayProvider ?? provider));
  return known !== undefined && !known.unusedKeys.includes("gateway.proxySubnet");
}

function missingAccelerators({ accelerator, models }: Entries): readonly Problem[] {
  if (accelerator !== undefined) return [];
  return models.flatMap((entry, index) => {
    if (entry["model"] === undefined || entry["accelerator"] !== undefined) return [];
    const variants = variantsSchema.parse(entry["variants"]);
    if (variants.length === 0) return [missingAccelerator(["models", index], "here or once for the stack")];
    return variants.flatMap((variant, at) =>
      variant["accelerator"] === undefined
        ? [
            missingAccelerator(
              ["models", index, "variants", at],
              "here, once for the entry or once for the stack",
            ),
          ]
        : [],
    );
  });
}

/** An invalid task is reported as a problem of its key. */
function unstatedTasks({ models }: Entries): readonly Problem[] {
  return models.flatMap(({ model, task }, index) =>
    typeof model === "string" && task === undefined
      ? checkStatedTask({ model }, formatPath(["models", index]))
      : [],
  );
}

const variantsSchema = z.array(section).catch([]);

function missingAccelerator(place: ValuePath, where: string): Problem {
  return {
    code: "MissingKey",
    path: formatPath([...place, "accelerator"]),
    rule: `must be set, ${where}`,
    got: "nothing",
    fix: `use one of ${acceleratorNames.join(", ")}`,
  };
}

/** Entries of one model on different accelerators are its variants; any other second entry is a mistake. */
function repeatedModels(entries: Entries): readonly Problem[] {
  return entries.models.flatMap((entry, index) => {
    const model = entry["model"];
    const first = entries.models.findIndex((other) => other["model"] === model);
    const before = entries.models[first];
    if (model === undefined || first === index || before === undefined) return [];
    const same = entries.models.findIndex(
      (other) => other["model"] === model && sameHardware(other, entry, entries),
    );
    if (same < index)
      return [listedTwice(index, same, model, "remove one of them; `replicas` runs more copies of a model")];
    if ("variants" in before || "variants" in entry)
      return [
        listedTwice(index, first, model, "write one entry with each accelerator as one of its `variants`"),
      ];
    return sharedKeys
      .filter((key) => !isDeepStrictEqual(entry[key], before[key]))
      .map((key) => contradiction(key, { index, first, entry, before }));
  });
}

function sameHardware(one: Entry, other: Entry, { accelerator }: Entries): boolean {
  if ("variants" in one || "variants" in other) return isDeepStrictEqual(one, other);
  return (one["accelerator"] ?? accelerator) === (other["accelerator"] ?? accelerator);
}

function listedTwice(index: number, first: number, model: unknown, fix: string): Problem {
  return {
    code: "DuplicateModel",
    path: formatPath(["models", index, "model"]),
    rule: "must be listed once",
    got: `${quote(model)}, which models[${first}] has`,
    fix,
  };
}

/** What clients see of a model; it must not depend on the variant that answers. */
const sharedKeys = ["task", "aliases", "adapters", "requestTimeoutSec"] as const satisfies SharedKey[];

interface Repeated {
  readonly index: number;
  readonly first: number;
  readonly entry: Entry;
  readonly before: Entry;
}

function contradiction(key: (typeof sharedKeys)[number], { index, first, entry, before }: Repeated): Problem {
  return {
    code: "VariantMismatch",
    path: formatPath(["models", index, key]),
    rule: `must match models[${first}], ${quote(before[key])}: entries for the same model are its variants and must serve the same`,
    got: quote(entry[key]),
    fix: `write one entry with \`${key}\`, and each accelerator as one of its \`variants\``,
  };
}
