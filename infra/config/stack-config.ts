/** Every key that a stack file may have under `switchyard:`, with its type, its meaning and what a change does. */
import { z } from "zod";
import { pricesSchema } from "../../components/cost/price-overrides";
import { bodyBasedRouterSchema } from "../../components/gateway/body-based-router/router-props";
import { stackGatewaySchema } from "../../components/gateway/gateway-props";
import { clusterKeys } from "../../components/gke/cluster/cluster";
import { gkeSections, zoneFacts, zoneKey } from "../../components/gke/gke";
import { key, section } from "../../components/keys/key";
import type { Props } from "../../components/keys/props";
import { text } from "../../components/keys/values";
import { modelKeys } from "../../components/model/model-keys";
import { variantKeys } from "../../components/model/model-serving-schema";
import { namespaceKey } from "../../components/objects/place";
import { kedaSchema } from "../../components/scaling/keda/keda-props";
import { holdSec, scalingKeys } from "../../components/scaling/scaling-props";

const flag = z.boolean();
const flagFix = "use true or false, here or once for the stack";
const acceleratorFacts = {
  values: "one of these [names](accelerators.md)",
  fix: "use one of these names, here or once for the stack",
};

/** How one model scales with its requests. Allowed while it does not scale: the values apply once it does. */
const modelScaling = {
  scaleToZero: key(flag.optional(), {
    description: "Whether the model's replicas follow its requests.",
    otherwise: "`switchyard:scaleToZero`",
    change: "restarts the model's endpoint picker",
    fix: flagFix,
  }),
  ...scalingKeys,
};

/** One of an entry's `variants`. Keys that it leaves out come from the entry. */
const variantSchema = z.strictObject({ ...variantKeys, ...modelScaling }).meta({ id: "VariantEntry" });

/** One entry of `models`. Keys that it leaves out may come from the stack. */
const modelSchema = z
  .strictObject({
    ...modelKeys,
    accelerator: key(modelKeys.accelerator.optional(), {
      ...acceleratorFacts,
      description: "Accelerator of each replica, which takes a whole node.",
      otherwise: "`switchyard:accelerator`",
      change: "restarts the model's pods on other nodes",
    }),
    ...modelScaling,
    variants: section(z.array(variantSchema).min(1).optional(), {
      description:
        "The model on several kinds of hardware, or run in several ways, behind one name. The one on the entry's accelerator, or else the first, keeps the entry's object name; the others add their accelerator to it. Adding or removing one disturbs no other.",
      otherwise: "none: the model runs as the entry says",
      inherits: "that of its entry",
      fix: "write a list with one `- accelerator: ...` for each kind of hardware, or leave it out",
    }),
  })
  .meta({ id: "ModelEntry" });

/**
 * The cluster that a stack deploys to: a new one on GKE, an existing one on GKE (`existing`), or any cluster that a
 * kubeconfig selects.
 */
const clusterSchema = z
  .strictObject({
    ...clusterKeys,
    kubeconfig: key(text.optional(), {
      description: "Kubeconfig file of an existing cluster, wherever it runs.",
      otherwise: "the file that `kubeconfigVariable` names",
      change: "touches nothing as long as it leads to the same cluster",
    }),
    kubeconfigVariable: key(
      z
        .string()
        .regex(/^[A-Z][A-Z0-9_]*$/, { error: "must be the name of a variable" })
        .optional(),
      {
        description:
          "Environment variable that holds the path of the kubeconfig file. The laptop cluster uses it, because its path differs from machine to machine.",
        otherwise: "none",
        change: "touches nothing as long as it leads to the same cluster",
      },
    ),
    context: key(text.optional(), {
      description: "Context of the kubeconfig file.",
      otherwise: "the file's current context",
      change: "touches nothing as long as it leads to the same cluster",
    }),
  })
  .meta({ id: "ClusterConfig" });

/** A value that `pulumi config set --secret` has encrypted. */
const encryptedSchema = z
  .strictObject({
    secure: key(z.string(), {
      description: "The encrypted value, which only the engine can read.",
      change: "changes the Secrets",
    }),
  })
  .meta({ id: "EncryptedValue" });

const wakes = ["keda", "none"] as const;

/** The schema for parsing; docs/stack-config.schema.json and the tables of docs/configuration.md are generated from it. */
export const stackConfigSchema = z
  .strictObject({
    models: section(z.array(modelSchema).min(1), {
      description: "The models to serve: one short entry each.",
      fix: "write a list with one `- model: Org/Name` for each model",
    }),
    zone: key(zoneKey.optional(), {
      ...zoneFacts,
      otherwise:
        "must be set, unless `cluster.kubeconfig`, `kubeconfigVariable` or `context` selects the cluster",
    }),
    accelerator: key(modelKeys.accelerator.optional(), {
      ...acceleratorFacts,
      description: "Accelerator of every model that does not name its own.",
      otherwise: "each model must name one",
      change: "restarts the pods of those models on other nodes",
    }),
    namespace: namespaceKey,
    gateway: section(stackGatewaySchema.optional(), {
      description: "The gateway that all models share.",
      otherwise: "inside the VPC, on port 80",
    }),
    router: section(bodyBasedRouterSchema.optional(), {
      description: "The body-based router (BBR), which reads a request's model.",
      otherwise: "two copies",
    }),
    nodePools: gkeSections.nodePools,
    scaleToZero: key(flag.default(false), {
      description:
        "Whether models without requests lose their pods, and their nodes. The first request of such a model is held until it is up again.",
      change: "adds or removes the scaling of every model that does not set it itself",
      fix: flagFix,
    }),
    wake: key(z.enum(wakes).default("keda"), {
      description:
        "What wakes a model: `keda` does it at its first request; with `none` all models that scale are parked at 0 replicas, and answer 503 until you scale them up by hand.",
      change: "parks or wakes all models that scale",
      fix: 'use "keda" to wake models at their first request, or "none" to park them until you scale them up',
    }),
    holdSec: key(holdSec.optional(), {
      description:
        "Longest time that a request is held for a model that has no pod, in seconds, 10 or more, unless its entry sets it; after that it is answered 503, and the model still wakes.",
      unit: "seconds",
      otherwise: "each model's `coldStartSec` plus 30 seconds",
      change: "restarts the endpoint pickers of those models",
      fix: "give whole seconds, 10 or more, such as 60: the scaler must see a request before it is given up",
    }),
    keda: section(kedaSchema.optional(), {
      description: "KEDA, which is used where a model scales and `wake` is `keda`.",
      otherwise: "installed by the stack",
    }),
    network: gkeSections.network,
    cluster: section(clusterSchema.optional(), {
      description: "The cluster to deploy to.",
      otherwise: "a new one on GKE, in the project `gcp:project`",
    }),
    prices: section(pricesSchema.optional(), {
      description: "Prices to use instead of Google's list prices.",
      otherwise: "list prices",
    }),
    huggingFaceToken: key(encryptedSchema.optional(), {
      description:
        "Hugging Face token for models that require a licence, encrypted by `pulumi config set --secret switchyard:huggingFaceToken`. The stack then creates the Secrets that its models refer to.",
      otherwise: "none: the Secrets must exist",
      values: "encrypted text",
      change: "changes the Secrets",
      fix: "name the Secret in `secretName`",
    }),
  })
  .meta({ id: "StackConfig" });

/** All keys of a stack file under `switchyard:`, as written. */
export interface StackConfig extends Props<typeof stackConfigSchema> {}

/** One entry of `models`. */
export interface ModelEntry extends Props<typeof modelSchema> {}

/** One of an entry's `variants`. */
export interface VariantEntry extends Props<typeof variantSchema> {}

/** How one model scales with its requests. Allowed while it does not scale: the values apply once it does. */
export type ModelScaling = Pick<ModelEntry, keyof typeof modelScaling>;

/** The cluster that a stack deploys to. */
export interface ClusterConfig extends Props<typeof clusterSchema> {}

/** A value that `pulumi config set --secret` has encrypted. */
export interface EncryptedValue extends Props<typeof encryptedSchema> {}

/** What wakes a model that has no pod: KEDA at its first request, or only you. */
export type Wake = (typeof wakes)[number];
