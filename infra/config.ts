import { z } from "zod";
import { acceleratorNames } from "../components/accelerators/table";
import { InvalidArgs, quote } from "../components/problems";
import type { Problem } from "../components/problems";
import { formatPath, schemaProblems } from "../components/schema-problems";
import type { BodyBasedRouterProps } from "../components/serving/body-based-router";
import type { gatewayClasses } from "../components/serving/gke";
import type { InferenceGatewayProps } from "../components/serving/inference-gateway-chart";
import type { ModelServingProps } from "../components/serving/model-serving-props";
import { dnsLabel, modelEntryShape } from "../components/serving/model-serving-schema";

/** The cluster that a stack deploys to. */
export interface ClusterConfig {
  /**
   * Kubeconfig file of the cluster.
   * @default - the file that `kubeconfigVariable` names
   */
  readonly kubeconfig?: string | undefined;
  /**
   * Environment variable that holds the path of the kubeconfig file. The laptop cluster uses it, because its path
   * differs from machine to machine.
   * @default - none
   */
  readonly kubeconfigVariable?: string | undefined;
  /**
   * Context of the kubeconfig file.
   * @default - the file's current context
   */
  readonly context?: string | undefined;
}

/** Bounds of the node pools. */
export interface NodePoolsConfig {
  /**
   * Most nodes of one accelerator, and so the most replicas of all models that use it.
   * @default 8
   */
  readonly maxNodes?: number | undefined;
}

/** One entry of `models`: a model, with what the stack says once left out. */
export type ModelEntry = Omit<ModelServingProps, "accelerator" | "namespace" | "gatewayName"> & {
  readonly accelerator?: ModelServingProps["accelerator"] | undefined;
};

/** Everything that a stack file may say under `switchyard:`. */
export interface StackConfig {
  /** The models to serve: one short entry each. */
  readonly models: readonly ModelEntry[];
  /** Compute zone of the node pools, such as `europe-west4-a`. */
  readonly zone: string;
  /**
   * Accelerator of every model that does not name its own.
   * @default - each model must name one
   */
  readonly accelerator?: ModelServingProps["accelerator"] | undefined;
  /**
   * Namespace of the gateway and of all models. Changing it replaces everything.
   * @default "switchyard"
   */
  readonly namespace?: string | undefined;
  /**
   * The gateway that all models share.
   * @default - inside the VPC, on port 80
   */
  readonly gateway?: Omit<InferenceGatewayProps, "namespace"> | undefined;
  /**
   * The body-based router (BBR), which reads a request's model.
   * @default - two copies
   */
  readonly router?: BodyBasedRouterProps | undefined;
  /**
   * Bounds of the node pools.
   * @default - 8 nodes of each accelerator
   */
  readonly nodePools?: NodePoolsConfig | undefined;
  /**
   * The cluster to deploy to.
   * @default - none: the stack can be checked and synthesized, but not deployed
   */
  readonly cluster?: ClusterConfig | undefined;
}

const shapes = {
  modelEntry: modelEntryShape,
  gateway: {
    name: dnsLabel(63).optional(),
    exposure: z.enum(["internal", "public"] satisfies (keyof typeof gatewayClasses)[]).optional(),
    port: z.number().int().min(1).max(65_535).optional(),
    proxySubnet: z
      .string()
      .regex(z.regexes.cidrv4, { error: "must be a range of IPv4 addresses" })
      .optional(),
    metricsNamespace: dnsLabel(63).optional(),
  },
  router: { replicas: z.number().int().min(1).max(10).optional() },
  nodePools: { maxNodes: z.number().int().min(1).max(100).optional() },
  cluster: {
    kubeconfig: z.string().min(1).optional(),
    kubeconfigVariable: z
      .string()
      .regex(/^[A-Z][A-Z0-9_]*$/, { error: "must be the name of a variable" })
      .optional(),
    context: z.string().min(1).optional(),
  },
};

const topShape = {
  models: z.array(z.strictObject(shapes.modelEntry).meta({ id: "ModelServingProps" })).min(1),
  zone: z.string().regex(/^[a-z]+-[a-z]+[0-9]+-[a-z]$/, { error: "must be a compute zone" }),
  accelerator: z.enum(acceleratorNames).optional(),
  namespace: dnsLabel(63).optional(),
  gateway: z.strictObject(shapes.gateway).meta({ id: "InferenceGatewayProps" }).optional(),
  router: z.strictObject(shapes.router).meta({ id: "BodyBasedRouterProps" }).optional(),
  nodePools: z.strictObject(shapes.nodePools).meta({ id: "NodePoolsConfig" }).optional(),
  cluster: z.strictObject(shapes.cluster).meta({ id: "ClusterConfig" }).optional(),
};

/** The schema behind {@link StackConfig}: what is parsed, and what docs/stack-config.schema.json is made of. */
export const stackConfigSchema = z.strictObject(topShape).meta({ id: "StackConfig" });

const fixes = {
  models: "write a list with one `- model: Org/Name` for each model",
  model: "use the model's name on Hugging Face, such as Qwen/Qwen2.5-3B-Instruct",
  accelerator: "use one of these names, here or once for the stack",
  zone: "use the zone of your node pools, such as europe-west4-a",
  replicas: "set how many copies to run, each on a node of its own; 0 parks the model",
  maxNodes: "set how many nodes each accelerator's pool may grow to",
  port: "use a TCP port, such as 80",
  proxySubnet: "use the range of the region's proxy-only subnet, such as 10.129.0.0/23",
  metricsNamespace: "use the namespace of what collects metrics, such as gmp-system",
  name: "use a short name such as phi-3-mini, or leave it out",
  namespace: "use a name such as llm-d, or leave it out",
  exposure: 'use "internal" for the VPC or "public" for the internet',
};

/**
 * Checks what a stack says under `switchyard:`.
 * @param stack name of the stack, for the message.
 * @throws InvalidArgs with all problems at once.
 */
export function parseStackConfig(stack: string, value: unknown): StackConfig {
  const subject = `configuration of stack "${stack}"`;
  const parsed = stackConfigSchema.safeParse(value);
  const inFields = parsed.success ? [] : schemaProblems(parsed.error, value, fixes, stackConfigSchema);
  const problems = [...inFields, ...checkEntries(value)];
  if (!parsed.success || problems.length > 0) throw new InvalidArgs(subject, problems);
  return parsed.data;
}

/** As much of a configuration as the rules between entries need, however wrong the rest is. */
const entriesSchema = z.object({
  accelerator: z.unknown().optional(),
  cluster: z.unknown().optional(),
  gateway: z.object({ proxySubnet: z.unknown().optional() }).catch({}).default({}),
  models: z
    .array(z.object({ model: z.unknown().optional(), accelerator: z.unknown().optional() }).catch({}))
    .catch([]),
});

type Entries = z.infer<typeof entriesSchema>;

function checkEntries(value: unknown): readonly Problem[] {
  const entries = entriesSchema.safeParse(value);
  if (!entries.success) return [];
  return [
    ...missingProxySubnet(entries.data),
    ...missingAccelerators(entries.data),
    ...repeatedModels(entries.data),
  ];
}

/** The default range is that of a network that somebody made for it; one that is there already has its own. */
function missingProxySubnet({ cluster, gateway }: Entries): readonly Problem[] {
  if (cluster === undefined || gateway.proxySubnet !== undefined) return [];
  return [
    {
      code: "MissingKey",
      path: formatPath(["gateway", "proxySubnet"]),
      rule: "must be set for a cluster that is there already, or no request gets past the network policies",
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
