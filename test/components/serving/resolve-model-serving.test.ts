import type { ModelServingProps } from "../../../components/serving/model-serving-props";
import { probeDefaults } from "../../../components/serving/probes";
import { resolveModelServing } from "../../../components/serving/resolve-model-serving";

test("a model and its accelerator are enough", () => {
  expect(resolveModelServing({ model: "Qwen/Qwen2.5-3B-Instruct", accelerator: "tpu-v6e-4" })).toEqual({
    model: "Qwen/Qwen2.5-3B-Instruct",
    task: "generate",
    accelerator: "tpu-v6e-4",
    name: "qwen2-5-3b-instruct",
    namespace: "switchyard",
    gatewayName: "inference-gateway",
    replicas: 1,
    maxModelLen: undefined,
    tensorParallelSize: 4,
    weightsGiB: undefined,
    requestTimeoutSec: 300,
    startupTimeoutSec: 900,
    adapters: [],
    huggingFaceToken: undefined,
    image: "vllm/vllm-tpu:v0.26.0",
    probes: probeDefaults,
    env: {},
    extraArgs: [],
  });
});

test("a GPU has its own image, and starts sooner", () => {
  expect(resolveModelServing({ model: "acme/Beta", accelerator: "nvidia-l4" })).toMatchObject({
    image: "vllm/vllm-openai:v0.18.1",
    startupTimeoutSec: 600,
  });
});

test("no prop is dropped: with all of them set, the spec is the props", () => {
  const all: Required<ModelServingProps> = {
    model: "acme/Gamma",
    task: "embed",
    accelerator: "nvidia-l4",
    gpuSharing: { clientsPerGpu: 2 },
    name: "gamma",
    namespace: "llm",
    gatewayName: "edge",
    replicas: 2,
    scaling: {
      minReplicas: 1,
      maxReplicas: 3,
      coolDownSec: 60,
      coldStartSec: 90,
      queue: { maxRequests: 10, maxMiB: 5 },
    },
    maxModelLen: 4096,
    tensorParallelSize: 1,
    weightsGiB: 4,
    requestTimeoutSec: 60,
    startupTimeoutSec: 1200,
    adapters: [{ name: "gamma-sql", source: "acme/gamma-sql", rank: 8 }],
    huggingFaceToken: { secretName: "hf", key: "read" },
    image: "registry.example/vllm:v1",
    probes: {
      readiness: { periodSec: 7, timeoutSec: 5, failureThreshold: 4 },
      liveness: { periodSec: 20, timeoutSec: 9, failureThreshold: 8 },
    },
    env: { VLLM_LOGGING_LEVEL: "DEBUG" },
    extraArgs: ["--seed", "7"],
  };

  expect(resolveModelServing(all)).toEqual(all);
});

test("a prop that is set to undefined is as good as left out", () => {
  const props = { model: "acme/Beta", accelerator: "nvidia-l4" } as const;

  expect(resolveModelServing({ ...props, replicas: undefined, image: undefined, name: undefined })).toEqual(
    resolveModelServing(props),
  );
});

test("a token's key is `token` unless it is named", () => {
  const spec = resolveModelServing({
    model: "acme/Beta",
    accelerator: "nvidia-l4",
    huggingFaceToken: { secretName: "hf" },
  });

  expect(spec.huggingFaceToken).toEqual({ secretName: "hf", key: "token" });
});
