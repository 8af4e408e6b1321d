import { isDeepStrictEqual } from "node:util";
import { checkUnusedKeys } from "../../components/gke/check-unused-keys";
import { z } from "zod";
import { acceleratorNames } from "../../components/accelerators/table";
import { quote } from "../../components/problems/problems";
import type { Problem } from "../../components/problems/problems";
import { formatPath } from "../../components/problems/schema-problems";
import type { ValuePath } from "../../components/problems/schema-problems";
import type { SharedKey } from "../../components/model/model-serving-props";
import { checkStatedTask } from "../../components/model/check-task";

/** As much of a configuration as the rules between entries need, however wrong the rest is. */
const section = z.record(z.string(), z.unknown()).catch({}).default({});

const entriesSchema = z.object({
  accelerator: z.unknown().optional(),
  cluster: section,
  network: section,
  gateway: section,
  models: z.array(section).catch([]),
});

type Entries = z.infer<typeof entriesSchema>;
type Entry = Entries["models"][number];

/** What entries that are right one by one get wrong together. */
export function checkConfigEntries(value: unknown): readonly Problem[] {
  const entries = entriesSchema.safeParse(value);
  if (!entries.success) return [];
  return [
    ...besideKubeconfig(entries.data),
    ...missingProxySubnet(entries.data),
    ...missingAccelerators(entries.data),
    ...repeatedModels(entries.data),
    ...unstatedTasks(entries.data),
  ];
}

/** Keys of `cluster` that lead to a cluster by a kubeconfig. */
const kubeconfigKeys = ["kubeconfig", "kubeconfigVariable", "context"];

function isThereAlready({ cluster }: Entries): boolean {
  return ["existing", ...kubeconfigKeys].some((key) => key in cluster);
}

/** A kubeconfig says all of a cluster; for one of GKE's the same is checked with everything else about it. */
function besideKubeconfig({ cluster, network }: Entries): readonly Problem[] {
  const way = kubeconfigKeys.find((key) => key in cluster);
  if (way === undefined) return [];
  const others = Object.entries(cluster).filter(([key]) => !kubeconfigKeys.includes(key));
  return [
    ...checkUnusedKeys("cluster", Object.fromEntries(others), `cluster.${way}`),
    ...checkUnusedKeys("network", network, `cluster.${way}`, !("existing" in cluster)),
  ];
}

/** The default range is that of a network that we make; one that is there already has its own. */
function missingProxySubnet(entries: Entries): readonly Problem[] {
  const what = isThereAlready(entries) ? "cluster" : "existing" in entries.network ? "network" : undefined;
  if (what === undefined || "proxySubnet" in entries.gateway) return [];
  return [
    {
      code: "MissingKey",
      path: formatPath(["gateway", "proxySubnet"]),
      rule: `must be set for an existing ${what}, or no request gets past the network policies`,
      got: "nothing",
      fix: "list the subnets of purpose REGIONAL_MANAGED_PROXY and use the range of the cluster's region",
    },
  ];
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

/** A task that is wrong is another problem's business. */
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

/** Entries of one model on different accelerators are its variants; any other two are one too many. */
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
        listedTwice(index, first, model, "write one entry, and each accelerator as one of its `variants`"),
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

/** What clients see of a model, whichever of its variants answers. */
const sharedKeys = ["task", "adapters", "requestTimeoutSec"] as const satisfies SharedKey[];

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
    rule: `must be that of models[${first}], ${quote(before[key])}: two entries of one model are variants of it, and serve the same`,
    got: quote(entry[key]),
    fix: `write one entry with \`${key}\`, and each accelerator as one of its \`variants\``,
  };
}
