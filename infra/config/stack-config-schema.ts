import { z } from "zod";
import { acceleratorNames } from "../../components/accelerators/table";
import { pricesShape } from "../../components/cost/price-overrides";
import {
  clusterShape,
  gkeFixes,
  ipRange,
  networkShape,
  nodePoolsShape,
} from "../../components/gke/gke-schema";
import type { Fixes } from "../../components/problems/schema-problems";
import { exposures, gatewayProtocols } from "../../components/gateway/gateway-props";
import {
  dnsLabel,
  holdSec,
  modelEntryShape,
  scalingShape,
  variantEntryShape,
} from "../../components/model/model-serving-schema";
import type { Wake } from "./stack-config";

const scalingKeys = { scaleToZero: z.boolean().optional(), ...scalingShape };

const variantEntry = z.strictObject({ ...variantEntryShape, ...scalingKeys }).meta({ id: "VariantEntry" });

const shapes = {
  modelEntry: { ...modelEntryShape, ...scalingKeys, variants: z.array(variantEntry).min(1).optional() },
  gateway: {
    name: dnsLabel(63).optional(),
    exposure: z.enum(exposures).optional(),
    port: z.number().int().min(1).max(65_535).optional(),
    protocol: z.enum(gatewayProtocols).optional(),
    proxySubnet: ipRange.optional(),
    metricsNamespace: dnsLabel(63).optional(),
  },
  keda: { install: z.boolean().optional(), namespace: dnsLabel(63).optional() },
  router: { replicas: z.number().int().min(1).max(10).optional() },
  cluster: {
    ...clusterShape,
    kubeconfig: z.string().min(1).optional(),
    kubeconfigVariable: z
      .string()
      .regex(/^[A-Z][A-Z0-9_]*$/, { error: "must be the name of a variable" })
      .optional(),
    context: z.string().min(1).optional(),
  },
};

const encrypted = z.strictObject({ secure: z.string() }).meta({ id: "EncryptedValue" });

const topShape = {
  models: z.array(z.strictObject(shapes.modelEntry).meta({ id: "ModelEntry" })).min(1),
  zone: z.string().regex(/^[a-z]+-[a-z]+[0-9]+-[a-z]$/, { error: "must be a compute zone" }),
  accelerator: z.enum(acceleratorNames).optional(),
  namespace: dnsLabel(63).optional(),
  gateway: z.strictObject(shapes.gateway).meta({ id: "InferenceGatewayProps" }).optional(),
  router: z.strictObject(shapes.router).meta({ id: "BodyBasedRouterProps" }).optional(),
  nodePools: z.strictObject(nodePoolsShape).meta({ id: "NodePoolsProps" }).optional(),
  scaleToZero: z.boolean().optional(),
  wake: z.enum(["keda", "none"] satisfies Wake[]).optional(),
  holdSec: holdSec.optional(),
  keda: z.strictObject(shapes.keda).meta({ id: "KedaProps" }).optional(),
  network: z.strictObject(networkShape).meta({ id: "NetworkProps" }).optional(),
  cluster: z.strictObject(shapes.cluster).meta({ id: "ClusterConfig" }).optional(),
  prices: z.strictObject(pricesShape).meta({ id: "PriceOverrides" }).optional(),
  huggingFaceToken: encrypted.optional(),
};

/** The schema behind {@link StackConfig}: what is parsed, and what docs/stack-config.schema.json is made of. */
export const stackConfigSchema = z.strictObject(topShape).meta({ id: "StackConfig" });

/** What to do about a wrong value, by its key. */
export const stackConfigFixes: Fixes = {
  ...gkeFixes,
  models: "write a list with one `- model: Org/Name` for each model",
  model: "use the model's name on Hugging Face, such as Qwen/Qwen2.5-3B-Instruct",
  accelerator: "use one of these names, here or once for the stack",
  zone: "use the zone of your node pools, such as europe-west4-a",
  variants: "write a list with one `- accelerator: ...` for each kind of hardware, or leave it out",
  weight: "use 0 to 1000, in proportion to the weights of the other variants; 0 keeps it up without requests",
  replicas: "set how many copies to run, each on a node of its own; 0 parks the model",
  scaleToZero: "use true or false, here or once for the stack",
  wake: 'use "keda" to wake models at their first request, or "none" to park them until you scale them up',
  install: "use false where the cluster has KEDA already",
  "keda.namespace": "use KEDA's namespace, such as keda",
  minReplicas: "set the fewest replicas; 0 lets an idle model have no pod",
  maxReplicas: "set the most replicas; `replicas: 0` parks the model",
  coolDownSec: "give whole seconds, such as 300",
  coldStartSec: "give whole seconds, such as 420",
  holdSec: "give whole seconds, 10 or more, such as 60: the scaler must see a request before it is given up",
  maxRequests: "set how many requests may wait, such as 100",
  maxMiB: "set how many MiB of requests may wait, such as 64",
  port: "use a TCP port, such as 80",
  protocol: "use http, or leave it out: there is no TLS so far",
  proxySubnet: "use the range of the region's proxy-only subnet, such as 10.129.0.0/23",
  metricsNamespace: "use the namespace of what collects metrics, such as gmp-system",
  "cluster.name": "use a short name such as switchyard-tpu, or leave it out",
  "existing.name": "use the cluster's name, without its project",
  "authorizedNetworks.name": "use a short text, or leave it out",
  ...Object.fromEntries(["cluster", "gateway", "nat"].map((part) => [`prices.${part}`, "give USD an hour"])),
  machines: "give USD an hour by machine type, such as `ct6e-standard-4t: 8.1`",
  task: "use one of these, or leave it out",
  maxModelLen: "give a number of tokens, such as 8192, or `auto` for the most that fits",
  tensorParallelSize: "give at most the accelerators of a node, or leave it out to use all of them",
  weightsGiB: "give the size of the weights in GiB, such as 15.5, or leave it out",
  "adapters.name": "use the name that clients send, such as sql-adapter or my-org/sql-adapter",
  "adapters.source":
    "use the adapter's repository on Hugging Face, such as my-org/sql-lora, or its path in the container",
  "adapters.rank": "use the `r` of its adapter_config.json, or leave it out for 16 or less",
  adapters: "write a list with a `name` and a `source` for each adapter",
  probes: "set `readiness` or `liveness`, each with `periodSec`, `timeoutSec` or `failureThreshold`",
  ...Object.fromEntries(
    ["readiness", "liveness"].map((probe) => [
      `probes.${probe}`,
      "set `periodSec`, `timeoutSec` or `failureThreshold` below it",
    ]),
  ),
  "readiness.periodSec": "give whole seconds, such as 5",
  "readiness.timeoutSec": "give whole seconds, such as 15",
  "readiness.failureThreshold": "give a number of failures in a row, such as 3",
  "liveness.periodSec": "give whole seconds, such as 10",
  "liveness.timeoutSec": "give whole seconds, such as 15",
  "liveness.failureThreshold": "give a number of failures in a row, such as 10",
  env: "write names with their values, such as `VLLM_LOGGING_LEVEL: DEBUG`",
  "env.*":
    "use letters, digits and '_' in the name, and a text as the value; put numbers, true and false in quotes",
  extraArgs: 'write a list of texts, such as [--max-num-seqs, "64"]; put numbers in quotes',
  huggingFaceToken: "name the Secret in `secretName`",
  name: "use a short name such as phi-3-mini, or leave it out",
  namespace: "use a name such as llm-d, or leave it out",
  exposure:
    'use "internal" for the VPC or "public" for the internet; both are regional, as a global class cannot run BBR',
};
