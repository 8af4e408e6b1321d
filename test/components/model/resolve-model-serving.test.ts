import type { ModelServingProps } from "../../../components/model/model-serving-props";
import { probeDefaults } from "../../../components/model/probes";
import { resolveModelServing } from "../../../components/model/resolve-model-serving";
import { images } from "../../../components/versions";

test("a model and its accelerator are enough", () => {
  expect(resolveModelServing({ model: "Qwen/Qwen2.5-3B-Instruct", accelerator: "tpu-v6e-4" })).toEqual({
    model: "Qwen/Qwen2.5-3B-Instruct",
    task: "generate",
    accelerator: "tpu-v6e-4",
    consumption: "on-demand",
    name: "qwen2-5-3b-instruct",
    namespace: "switchyard",
    gatewayName: "inference-gateway",
    replicas: 1,
    maxModelLen: undefined,
    tensorParallelSize: 4,
    weightsGiB: undefined,
    requestTimeoutSec: 300,
    startupTimeoutSec: 900,
    aliases: [],
    adapters: [],
    huggingFaceToken: undefined,
    image: images.vllmTpu,
    probes: probeDefaults,
    env: {},
    extraArgs: [],
    routeName: "qwen2-5-3b-instruct",
    backends: [{ name: "qwen2-5-3b-instruct", weight: 1 }],
  });
});

test("a GPU has its own image, and starts sooner", () => {
  expect(resolveModelServing({ model: "acme/Beta-7B", accelerator: "nvidia-l4" })).toMatchObject({
    image: images.vllmGpu,
    startupTimeoutSec: 600,
  });
});

test("a container may take twice as long as its weights should, and an hour where nobody knows their size", () => {
  const timeoutOf = (props: ModelServingProps) => resolveModelServing(props).startupTimeoutSec;
  const accelerator = "nvidia-a100-80gb-x4";

  expect(timeoutOf({ model: "meta-llama/Llama-3.3-70B-Instruct", accelerator })).toBe(1920);
  expect(timeoutOf({ model: "acme/Mystery", accelerator: "nvidia-l4" })).toBe(3600);
  expect(timeoutOf({ model: "acme/Mystery", accelerator: "nvidia-l4", weightsGiB: 2 })).toBe(600);
});

test("a context that nobody chose is shortened where it is sure not to fit", () => {
  const model = "meta-llama/Llama-3.1-8B-Instruct";
  const contextOf = (props: ModelServingProps) => resolveModelServing(props).maxModelLen;

  expect(contextOf({ model, accelerator: "nvidia-l4" })).toBe("auto");
  expect(contextOf({ model, accelerator: "nvidia-l4", maxModelLen: 8192 })).toBe(8192);
  expect(contextOf({ model, accelerator: "nvidia-l4-x2" })).toBeUndefined();
  expect(contextOf({ model, accelerator: "nvidia-l4-x2", tensorParallelSize: 1 })).toBe("auto");
  expect(
    contextOf({ model: "Qwen/Qwen2.5-3B", accelerator: "nvidia-l4", gpuSharing: { clientsPerGpu: 3 } }),
  ).toBe("auto");
});

test("a cold start is as long as the weights need, even if a container may take longer", () => {
  const model = { model: "meta-llama/Llama-3.3-70B-Instruct", accelerator: "nvidia-a100-80gb-x4" } as const;
  const coldStartOf = (props: ModelServingProps) =>
    resolveModelServing({ ...props, scaling: {} }).scaling?.coldStartSec;

  expect(coldStartOf(model)).toBe(1200);
  expect(coldStartOf({ ...model, startupTimeoutSec: 600 })).toBe(1200);
  expect(coldStartOf({ ...model, weightsGiB: 30 })).toBe(540);
});

test("no prop is dropped: with all of them set, the spec is the props", () => {
  const all: Required<ModelServingProps> = {
    model: "acme/Gamma",
    task: "embed",
    accelerator: "nvidia-l4",
    gpuSharing: { clientsPerGpu: 2 },
    consumption: "spot",
    nodeLabels: { "nvidia.com/gpu.product": "NVIDIA-L4" },
    name: "gamma",
    namespace: "llm",
    gatewayName: "edge",
    replicas: 2,
    scaling: {
      minReplicas: 1,
      maxReplicas: 3,
      coolDownSec: 60,
      coldStartSec: 90,
      holdSec: 40,
      queue: { maxRequests: 10, maxMiB: 5 },
    },
    maxModelLen: 4096,
    tensorParallelSize: 1,
    weightsGiB: 4,
    requestTimeoutSec: 60,
    startupTimeoutSec: 1200,
    aliases: ["gpt-4"],
    adapters: [{ name: "gamma-sql", source: "acme/gamma-sql", rank: 8 }],
    huggingFaceToken: { secretName: "hf", key: "read" },
    image: "registry.example/vllm:v1",
    probes: {
      readiness: { periodSec: 7, timeoutSec: 5, failureThreshold: 4 },
      liveness: { periodSec: 20, timeoutSec: 9, failureThreshold: 8 },
    },
    env: { VLLM_LOGGING_LEVEL: "DEBUG" },
    extraArgs: ["--seed", "7"],
    patches: { pool: [{ op: "add", path: "/metadata/labels/team", value: "search" }] },
  };

  expect(resolveModelServing(all)).toEqual({
    ...all,
    routeName: "gamma",
    backends: [{ name: "gamma", weight: 1 }],
  });
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
