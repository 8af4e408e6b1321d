/** Capacity of a node pool; models beyond that are parked, which costs the same to plan. */
const maxNodes = 100;

/** The configuration of a stack with some models, as `Pulumi.<stack>.yaml` would hold it. */
export function stackConfig(models: number): Readonly<Record<string, unknown>> {
  return {
    zone: "europe-west4-a",
    accelerator: "tpu-v6e-4",
    namespace: "bench",
    nodePools: { maxNodes },
    gateway: { proxySubnet: "10.129.0.0/23" },
    cluster: { kubeconfigVariable: "SWITCHYARD_KUBECONFIG" },
    models: Array.from({ length: models }, (_, index) => ({
      model: `example/Model-${index}-3B-Instruct`,
      replicas: index < maxNodes ? 1 : 0,
    })),
  };
}
