import { App, JsonPatch } from "cdk8s";
import { checkManifests } from "../../components/proof/check-manifests";
import { objectsIn, planDeployment } from "../../components/plan/deployment-plan";
import type { DeploymentPlan, ObjectEntry } from "../../components/plan/deployment-plan";
import { describeManifest, manifestSchema } from "../../components/plan/manifest";
import type { Manifest } from "../../components/plan/manifest";
import { mergePatch } from "../../components/plan/merge-patch";
import { formatProblem } from "../../components/problems/problems";
import { InferenceGatewayChart, gatewayChartId } from "../../components/gateway/inference-gateway-chart";
import { resolveInferenceGateway } from "../../components/gateway/gateway-props";
import { taskLabel } from "../../components/objects/labels";
import { modelServingCharts } from "../../components/model/model-serving-charts";
import type { ModelServingProps, ModelServingSpec } from "../../components/model/model-serving-props";
import { resolveModelServing } from "../../components/model/resolve-model-serving";
import { groupVariants, resolveVariants } from "../../components/model/variants";
import type { ScalingProps } from "../../components/scaling/scaling-props";

/** A model on a TPU with one adapter: everything that a spec can say in its shortest form. */
const alphaProps: ModelServingProps = {
  model: "acme/Alpha-7B",
  accelerator: "tpu-v6e-4",
  namespace: "demo",
  adapters: [{ name: "alpha-sql", source: "acme/alpha-sql-lora" }],
};

/** {@link alphaProps}, resolved. */
export const alpha: ModelServingSpec = resolveModelServing(alphaProps);

/** A model on a GPU with nothing but defaults. */
export const beta: ModelServingSpec = resolveModelServing({
  model: "acme/Beta-2B",
  accelerator: "nvidia-l4",
  namespace: "demo",
});

/** The first of them, scaled by its requests down to nothing. */
export function scaledWith(scaling: ScalingProps): ModelServingSpec {
  return resolveModelServing({
    ...alphaProps,
    scaling: {
      ...{ maxReplicas: 3, coolDownSec: 60, coldStartSec: 400, queue: { maxRequests: 20, maxMiB: 128 } },
      ...scaling,
    },
  });
}

/** The same, with these values alone. */
export const scaled = scaledWith({});

/** A model on two kinds of hardware: three requests of four go to the TPU. */
export const gamma = resolveVariants({
  model: "acme/Gamma-3B",
  accelerator: "tpu-v6e-4",
  namespace: "demo",
  adapters: [{ name: "gamma-sql", source: "acme/gamma-sql-lora" }],
  variants: [
    { accelerator: "nvidia-l4", weight: 1 },
    { accelerator: "tpu-v6e-4", weight: 3, replicas: 2 },
  ],
});

/** The plan of a gateway and models, as a stack deploys them. */
export function planOf(...models: readonly ModelServingSpec[]): readonly ObjectEntry[] {
  const app = new App();
  const shared = new InferenceGatewayChart(
    app,
    gatewayChartId,
    resolveInferenceGateway({
      namespace: "demo",
      scalerNamespace: models.some(({ scaling }) => scaling !== undefined) ? "keda" : undefined,
    }),
  );
  for (const variants of groupVariants(models)) modelServingCharts(app, variants, shared);
  return objectsIn(planDeployment(app));
}

/** The object of an id; fails when the plan has none. */
export function entryOf(plan: DeploymentPlan, id: string): ObjectEntry {
  const objects = objectsIn(plan);
  const entry = objects.find((one) => one.id === id);
  if (!entry) throw new Error(`no ${id} among ${objects.map((one) => one.id).join(", ")}`);
  return entry;
}

/** The manifests of both models and their gateway: no check has anything to say about them. */
export function goodManifests(): readonly Manifest[] {
  return planOf(alpha, beta).map(({ manifest }) => manifest);
}

function indexOf(manifests: readonly Manifest[], description: string): number {
  const index = manifests.findIndex((manifest) => describeManifest(manifest) === description);
  if (index === -1) throw new Error(`no ${description} among ${manifests.map(describeManifest).join(", ")}`);
  return index;
}

/** A Deployment that does not say what its model does. */
export function withoutTask<Labelled extends Manifest>(manifest: Labelled): Labelled {
  const { [taskLabel]: _task, ...labels } = manifest.metadata.labels ?? {};
  return { ...manifest, metadata: { ...manifest.metadata, labels } };
}

/** The good manifests with one of them changed, as `kind namespace/name`. Lists of named things merge by name. */
export function broken(description: string, patch: object): readonly Manifest[] {
  const manifests = goodManifests();
  const index = indexOf(manifests, description);
  return manifests.map((manifest, at) => (at === index ? mergePatch(manifest, patch) : manifest));
}

/** The good manifests with one of them patched, for what a merge cannot do, such as removing a key. */
export function patched(description: string, ...operations: readonly JsonPatch[]): readonly Manifest[] {
  const manifests = goodManifests();
  const index = indexOf(manifests, description);
  return manifests.map((manifest, at) =>
    at === index ? manifestSchema.parse(JsonPatch.apply(manifest, ...operations)) : manifest,
  );
}

/** The good manifests without one of them. */
export function without(description: string): readonly Manifest[] {
  const manifests = goodManifests();
  const index = indexOf(manifests, description);
  return manifests.filter((_, at) => at !== index);
}

/** All problems that the checks find, one line each. */
export function problemsIn(manifests: readonly Manifest[]): readonly string[] {
  return checkManifests(manifests).problems.map(formatProblem);
}
