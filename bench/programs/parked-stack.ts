/**
 * The stack's own components with nothing to run: every Deployment has no replicas, so that what is measured is the
 * engine, the provider and the API server, and a laptop can hold a hundred models. Kinds, numbers and edges of the
 * objects are the real ones.
 */
import { getStack, runtime } from "@pulumi/pulumi";
import type { ResourceTransform, ResourceTransformation } from "@pulumi/pulumi";
import { BodyBasedRouter } from "../../components/gateway/gke/body-based-router.pulumi";
import { InferenceGateway } from "../../components/gateway/inference-gateway.pulumi";
import { ModelServing } from "../../components/model/model-serving.pulumi";
import { mergePatch } from "../../components/plan/merge-patch";
import { groupVariants, propsOf } from "../../components/model/variants";
import { kubeconfigAccess, kubernetesProvider } from "../../infra/kubernetes-provider";
import { checkStackConfig } from "../../infra/load-stack";
import { fromEngine } from "../../infra/stack-file";

const parkedProps = (type: string, props: object): object =>
  type === "kubernetes:apps/v1:Deployment" ? mergePatch(props, { spec: { replicas: 0 } }) : props;

const parked: ResourceTransformation = ({ type, props, opts }) => ({ props: parkedProps(type, props), opts });

/** BBR's objects are made by the provider, where only this kind of transform reaches them. Its Service gets no endpoint. */
const parkedChart: ResourceTransform = ({ type, props, opts }) => ({
  props:
    type === "kubernetes:core/v1:Service"
      ? mergePatch(props, { metadata: { annotations: { "pulumi.com/skipAwait": "true" } } })
      : parkedProps(type, props),
  opts,
});

/** Called by the engine, as that of `infra/index.ts` is. */
export function program(): void {
  const { spec } = checkStackConfig(getStack(), fromEngine(runtime.allConfig(), process.env));
  if (spec.target.kind !== "kubeconfig") throw new Error(`${spec.stack} is no stack of a laptop`);
  const provider = kubernetesProvider(kubeconfigAccess(spec.stack, spec.target, process.env));
  const gateway = new InferenceGateway("inference-gateway", { ...spec.gateway, provider });
  const models = groupVariants(spec.models).map((variants) => {
    const { namespace: _namespace, gatewayName: _gatewayName, ...props } = propsOf(variants);
    const args = { ...props, gateway, provider };
    return new ModelServing(variants[0].name, args, { transformations: [parked] });
  });
  new BodyBasedRouter(
    "body-based-router",
    { gateway, models, provider, chartDir: process.env["SWITCHYARD_BBR_CHART"] },
    { transforms: [parkedChart] },
  );
}
