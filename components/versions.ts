/**
 * The versions of everything that Switchyard deploys. Updating an entry is one change, with a note in docs/upgrading.md.
 * The laptop cluster's tools are pinned by the go.mod files under tools/.
 */
export const versions = {
  /** Gateway API Inference Extension: the last release that has BBR, EPP and their charts. */
  inferenceExtension: "v1.5.0",
  /** Gateway API whose standard-channel schemas the typed constructs are generated from. */
  gatewayApi: "v1.5.1",
  /** Kubernetes version of the laptop cluster and of nearly all tests. */
  kubernetes: "v1.37.2",
  /** The oldest supported Kubernetes, in its last patch release that can be built; one end-to-end suite runs on it. */
  kubernetesMinimum: "v1.34.4",
  /** Envoy, which gives the answers of gateways that cannot answer by themselves; on a laptop also the gateway. */
  envoy: "v1.40.0",
  /** KEDA, which wakes models that have scaled to zero; its chart has the same version. */
  keda: "2.21.0",
  /** agentgateway, the gateway of that name; its charts and its images have the same version. */
  agentgateway: "v1.2.1",
  /**
   * vLLM on GPUs, on TPUs and, simulated, on a laptop: the newest release that exists for all of them. The options that its
   * parser accepts are in components/imports/vllm-flags.ts.
   */
  vllm: "0.32.0",
  /** First GKE version that installs the Gateway API and InferencePool v1 by itself; of the minor version above. */
  gkeMinimum: "1.34.0-gke.1626000",
} as const;

/** Container images by component. */
export const images = {
  endpointPicker: `registry.k8s.io/gateway-api-inference-extension/epp:${versions.inferenceExtension}`,
  bodyBasedRouter: {
    registry: "registry.k8s.io",
    repository: "gateway-api-inference-extension/bbr",
    tag: versions.inferenceExtension,
  },
  envoy: `envoyproxy/envoy:distroless-${versions.envoy}`,
  vllmGpu: `vllm/vllm-openai:v${versions.vllm}`,
  vllmTpu: `vllm/vllm-tpu:v${versions.vllm}`,
} as const;

/** BBR's Helm chart. */
export const bodyBasedRouterChart = {
  reference: "oci://registry.k8s.io/gateway-api-inference-extension/charts/body-based-routing",
  version: versions.inferenceExtension,
} as const;

/** agentgateway's Helm charts. Source: agentgateway.dev/docs/kubernetes, "Install", read 2026-11. */
export const agentgatewayCharts = {
  kinds: {
    reference: "oci://cr.agentgateway.dev/charts/agentgateway-crds",
    version: versions.agentgateway,
  },
  controller: {
    reference: "oci://cr.agentgateway.dev/charts/agentgateway",
    version: versions.agentgateway,
  },
} as const;

/** KEDA's Helm chart. */
export const kedaChart = {
  repository: "https://kedacore.github.io/charts",
  name: "keda",
  version: versions.keda,
} as const;
