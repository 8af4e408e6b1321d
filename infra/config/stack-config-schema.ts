import { z } from "zod";
import { acceleratorNames } from "../../components/accelerators/table";
import type { gatewayClasses } from "../../components/serving/gke";
import { dnsLabel, modelEntryShape } from "../../components/serving/model-serving-schema";

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

/** What to do about a wrong value, by its key. */
export const stackConfigFixes = {
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
