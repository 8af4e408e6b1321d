import { unusedKeys } from "../../components/gke/unused-keys";
import { z } from "zod";
import { acceleratorNames } from "../../components/accelerators/table";
import { quote } from "../../components/problems";
import type { Problem } from "../../components/problems";
import { formatPath } from "../../components/schema-problems";
import { checkStatedTask } from "../../components/serving/check-task";

/** As much of a configuration as the rules between entries need, however wrong the rest is. */
const section = z.record(z.string(), z.unknown()).catch({}).default({});

const entriesSchema = z.object({
  accelerator: z.unknown().optional(),
  cluster: section,
  network: section,
  gateway: section,
  models: z
    .array(
      z
        .object({
          model: z.unknown().optional(),
          accelerator: z.unknown().optional(),
          task: z.unknown().optional(),
        })
        .catch({}),
    )
    .catch([]),
});

type Entries = z.infer<typeof entriesSchema>;

/** What entries that are right one by one get wrong together. */
export function entryProblems(value: unknown): readonly Problem[] {
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
    ...unusedKeys("cluster", Object.fromEntries(others), `cluster.${way}`),
    ...unusedKeys("network", network, `cluster.${way}`),
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
      rule: `must be set for a ${what} that is there already, or no request gets past the network policies`,
      got: "nothing",
      fix: "list the subnets of purpose REGIONAL_MANAGED_PROXY and use the range of the cluster's region",
    },
  ];
}

function missingAccelerators({ accelerator, models }: Entries): readonly Problem[] {
  if (accelerator !== undefined) return [];
  return models.flatMap((entry, index) =>
    entry.model === undefined || entry.accelerator !== undefined
      ? []
      : [
          {
            code: "MissingKey" as const,
            path: formatPath(["models", index, "accelerator"]),
            rule: "must be set, here or once for the stack",
            got: "nothing",
            fix: `use one of ${acceleratorNames.join(", ")}`,
          },
        ],
  );
}

function repeatedModels({ models }: Entries): readonly Problem[] {
  return models.flatMap(({ model }, index) => {
    const first = models.findIndex((other) => other.model === model);
    if (model === undefined || first === index) return [];
    return [
      {
        code: "DuplicateModel" as const,
        path: formatPath(["models", index, "model"]),
        rule: "must be listed once",
        got: `${quote(model)}, which models[${first}] has`,
        fix: "remove one of them; `replicas` runs more copies of a model",
      },
    ];
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
