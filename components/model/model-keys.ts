/** The keys of a model. Each is declared only here: type, limits, default, meaning, and the effect of a change. */
import { z } from "zod";
import { consumptions } from "../accelerators/consumption";
import { gpuSharingSchema } from "../accelerators/gpu-sharing";
import { acceleratorNames } from "../accelerators/table";
import { key, section } from "../keys/key";
import { dnsLabel, labels, modelName, seconds, text, wholeNumber } from "../keys/values";
import { patchesKey } from "../patches/patch-props";
import { scalingSchema } from "../scaling/scaling-props";
import { maxNameLength } from "./name-length";
import { probesSchema } from "./probes";
import { tasks } from "./task";

const restartsPods = "restarts the model's pods";

/** A LoRA adapter that a model server loads along with its base model. */
export const adapterSchema = z
  .strictObject({
    name: key(modelName, {
      description: "Name that clients send; unique among all models and adapters of a gateway.",
      change: "restarts the pods of the model and of the body-based router",
      fix: "use the name that clients send, such as sql-adapter or my-org/sql-adapter",
    }),
    source: key(text, {
      description: "Where vLLM loads it from: a Hugging Face repository or a path in the container.",
      change: restartsPods,
      fix: "use the adapter's repository on Hugging Face, such as my-org/sql-lora, or its path in the container",
    }),
    rank: key(wholeNumber(1, 512).optional(), {
      description:
        "Rank of the adapter, the `r` of its `adapter_config.json`. The largest of a model becomes vLLM's `--max-lora-rank`.",
      unit: "rank",
      otherwise: "16 or less, vLLM's own limit",
      change: restartsPods,
      fix: "use the `r` of its adapter_config.json, or leave it out for 16 or less",
      source: "vLLM v0.32.0, config/lora.py: max_lora_rank",
    }),
  })
  .meta({ id: "AdapterProps" });

/** A key of a Secret in the model's namespace. The value itself never appears in the program. */
export const secretKeySchema = z
  .strictObject({
    secretName: key(text, {
      description: "Name of the Secret, in the namespace of the model.",
      change: restartsPods,
    }),
    key: key(text.default("token"), {
      description: "Key of the Secret that holds the value.",
      change: restartsPods,
    }),
  })
  .meta({ id: "SecretKeyProps" });

const env = z.record(
  z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, { error: "must be the name of a variable" }),
  key(z.string(), {
    description: "Value of the variable.",
    change: restartsPods,
    fix: "use letters, digits and '_' in the name, and a text as the value; put numbers, true and false in quotes",
  }),
);

/** The keys of a model, in a program and in a stack alike. */
export const modelKeys = {
  model: key(modelName, {
    description:
      "Hugging Face name of the model, such as `Qwen/Qwen2.5-3B-Instruct`. It is also the name that clients send.",
    values: "`Name` or `Org/Name`",
    change: "replaces the model's objects",
    fix: "use the model's name on Hugging Face, such as Qwen/Qwen2.5-3B-Instruct",
  }),
  accelerator: key(z.enum(acceleratorNames), {
    description: "Accelerator of each replica, which takes a whole node.",
    values: "one of these [names](accelerators.md)",
    change: "restarts the model's pods on other nodes",
    fix: "use one of these names",
  }),
  name: key(dnsLabel(maxNameLength).optional(), {
    description: `Name of the model's Kubernetes objects: a DNS label of at most ${maxNameLength} characters.`,
    otherwise: "derived from `model`: `Qwen/Qwen2.5-3B-Instruct` becomes `qwen2-5-3b-instruct`",
    change: "replaces the model's objects",
    fix: "use a short name such as phi-3-mini, or leave it out",
  }),
  replicas: key(wholeNumber(0, 100).default(1), {
    description:
      "Model servers, each on its own node. 0 parks the model: requests for it are answered 503, and nothing wakes it. For a model that scales, it is the default of `maxReplicas`.",
    unit: "replicas",
    change: "adds or removes pods",
    fix: "set how many copies to run, each on its own node; 0 parks the model",
  }),
  task: key(z.enum(tasks).optional(), {
    description:
      "What the model does with a request. It determines how vLLM runs the model and which paths reach it.",
    otherwise: "from the model's name where it is known to embed or to rank, else `generate`",
    change: restartsPods,
    fix: "use one of these, or leave it out",
  }),
  maxModelLen: key(
    z
      .union([wholeNumber(1, 10_000_000), z.literal("auto")], { error: "must be a whole number or `auto`" })
      .optional(),
    {
      description: "Longest context, in tokens; `auto` lets vLLM use the longest that fits in memory.",
      unit: "tokens",
      otherwise: "the model's own limit; on a GPU, `auto` if that is certain not to fit",
      change: restartsPods,
      fix: "give a number of tokens, such as 8192, or `auto` for the most that fits",
    },
  ),
  tensorParallelSize: key(wholeNumber(1, 8).optional(), {
    description:
      "Accelerators that each layer of the model is split across; the other ones of the node are idle. A TPU slice is always used whole.",
    unit: "chips",
    otherwise: "all accelerators of a node",
    change: restartsPods,
    fix: "give at most the accelerators of a node, or leave it out to use all of them",
  }),
  weightsGiB: key(z.number().positive().max(10_000).optional(), {
    description:
      "Size of the model's weights, in GiB. It determines whether they fit, how long they take to load, and how much disk they need.",
    unit: "GiB",
    otherwise: "from the table of known models, else from the size in the model's name",
    change: restartsPods,
    fix: "give the size of the weights in GiB, such as 15.5, or leave it out",
  }),
  requestTimeoutSec: key(seconds.default(300), {
    description: "Longest time for a whole answer, in seconds, streaming included.",
    unit: "seconds",
    change: "restarts nothing",
  }),
  startupTimeoutSec: key(seconds.optional(), {
    description:
      "Longest time from a container's start to its first healthy answer, in seconds: download, load and compilation.",
    unit: "seconds",
    otherwise: "twice what the weights need to load, at least 600 on a GPU and 900 on a TPU",
    change: restartsPods,
  }),
  aliases: key(z.array(modelName).default([]), {
    description:
      "More names that clients may send for the model, such as `gpt-4`; each is unique among all names of a gateway. vLLM answers under the model's own name.",
    otherwise: "none",
    change: "restarts the pods of the model and of the body-based router",
    fix: "write a list of names that clients send, such as [gpt-4]",
  }),
  adapters: section(z.array(adapterSchema).default([]), {
    description:
      "LoRA adapters that are served under their own names. Changing them restarts the model's pods.",
    otherwise: "none",
    fix: "write a list with a `name` and a `source` for each adapter",
  }),
  huggingFaceToken: section(secretKeySchema.optional(), {
    description:
      "Secret with a Hugging Face token, for models that require a licence. Changing it restarts the model's pods.",
    otherwise: "no token; public models need none",
    fix: "name the Secret in `secretName`",
  }),
  image: key(text.optional(), {
    description: "vLLM's image, pinned by tag or digest.",
    otherwise: "the release of vLLM for the accelerator in `components/versions.ts`",
    change: restartsPods,
  }),
  probes: section(probesSchema.prefault({}), {
    description:
      "When a pod that does not answer leaves its pool, and when it is restarted. Changing it restarts the model's pods.",
    otherwise: "values that tolerate a saturated server",
    fix: "set `readiness` or `liveness`, each with `periodSec`, `timeoutSec` or `failureThreshold`",
  }),
  env: key(env.default({}), {
    description: "[Environment variables](add-a-model.md#environment-variables) of vLLM, by name.",
    otherwise: "none besides the derived ones",
    values: "texts by name",
    change: restartsPods,
    fix: "write names with their values, such as `VLLM_LOGGING_LEVEL: DEBUG`",
  }),
  extraArgs: key(z.array(z.string()).default([]), {
    description:
      "Further [arguments of vLLM](add-a-model.md#further-arguments-of-vllm), appended to the derived ones.",
    otherwise: "none",
    values: "list of texts",
    change: restartsPods,
    fix: 'write a list of texts, such as [--max-num-seqs, "64"]; put numbers in quotes',
  }),
  patches: patchesKey("the model's", "`model-server`, `endpoint-picker`, `pool` or `route`"),
};

/** Keys that a stack sets per accelerator or in the entry, and a program sets per model. */
export const placeKeys = {
  gpuSharing: section(gpuSharingSchema.optional(), {
    description:
      "How each replica shares its node's GPU with others; must match the node pool. Changing it restarts the model's pods on other nodes.",
    otherwise: "a whole node for each replica",
    fix: "set how many replicas share a GPU in `clientsPerGpu`",
  }),
  nodeLabels: key(labels.optional(), {
    description:
      "Labels of the nodes that it runs on, instead of those that its cloud gives to the accelerator's nodes, such as `nvidia.com/gpu.product: NVIDIA-L4`.",
    otherwise: "those that its cloud gives to the accelerator's nodes",
    values: "labels",
    change: "restarts the model's pods on other nodes",
    fix: "write labels that every such node has, as `kubectl get nodes --show-labels` prints them",
  }),
  consumption: key(z.enum(consumptions).default("on-demand"), {
    description:
      "How the nodes of its accelerator are paid for; must match the node pool. A pod on a spot node has 15 seconds when the node is reclaimed, so it shuts down faster.",
    change: restartsPods,
    fix: 'use "on-demand", "spot", "flex-start" or "reservation"',
  }),
  scaling: section(scalingSchema.optional(), {
    description:
      "How the replicas follow the requests, down to zero. The cluster needs KEDA, and the gateway must know its namespace.",
    otherwise: "`replicas` is fixed",
  }),
};

/** Largest weight of a variant, which every gateway must accept. */
export const mostWeight = 1000;

/** The key that only variants have. */
export const weight = key(wholeNumber(0, mostWeight).optional(), {
  description:
    "Share of the model's requests that the variant gets, relative to the weights of the others. 0 keeps it running without requests. A parked variant gets none, regardless of its weight.",
  unit: "parts",
  otherwise: "its replicas, so that every pod of the model gets the same share",
  change: "changes only the route",
  fix: "use 0 to 1000, relative to the weights of the other variants; 0 keeps it running without requests",
  source: "Compute Engine API, URL map: weightedBackendServices[].weight",
});
