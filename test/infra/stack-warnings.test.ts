import type { AcceleratorName } from "../../components/accelerators/table";
import type { MaintenanceWindowProps } from "../../components/gke/cluster/maintenance";
import { stackWarnings } from "../../infra/stack-warnings";
import { resolveStack } from "../../infra/resolve-stack";
import type { StackConfig } from "../../infra/config/stack-config";

const huggingFaceToken = { secretName: "hf" };
const gpu: StackConfig = {
  zone: "us-central1-a",
  accelerator: "nvidia-l4",
  models: [
    { model: "acme/Alpha-7B", huggingFaceToken },
    { model: "acme/Beta-2B", huggingFaceToken },
  ],
};

const warningsOf = (change: Partial<StackConfig>) =>
  stackWarnings(resolveStack("gpu", { ...gpu, ...change }));

test("a new cluster has no Secret that models refer to", () => {
  expect(warningsOf({})).toEqual([
    "nothing creates the Secret hf that models refer to, and these models wait for it: run " +
      "`pulumi config set --secret switchyard:huggingFaceToken`, or create it while the update runs",
  ]);
});

const tpu: StackConfig = {
  zone: "europe-west4-a",
  accelerator: "tpu-v6e-4",
  models: [{ model: "meta-llama/Llama-3.1-8B-Instruct" }],
};
const tpuWarnings = (change: Partial<StackConfig>) =>
  stackWarnings(resolveStack("tpu", { ...tpu, ...change }));

test("models that nobody tests on a TPU are named, with the support matrix and what is in it", () => {
  const models = [
    { model: "Qwen/Qwen2.5-3B-Instruct" },
    { model: "Qwen/Qwen3-4B" },
    { model: "microsoft/Phi-3-mini-4k-instruct" },
    { model: "Qwen/Qwen2.5-7B-Instruct", accelerator: "nvidia-l4" as const },
  ];

  expect(tpuWarnings({ models, zone: "us-central1-b" })).toEqual([
    "Qwen/Qwen2.5-3B-Instruct, microsoft/Phi-3-mini-4k-instruct: not among the models that pass in the support matrix of " +
      "tpu-inference 0.27.0 for TPU v6e; it may fail to start, be slow or answer wrongly. These pass: google/gemma-3-27b-it, " +
      "google/gemma-4-31B-it, google/gemma-4-E2B-it, google/gemma-4-E4B-it, meta-llama/Llama-3.1-8B-Instruct, " +
      "meta-llama/Llama-3.3-70B-Instruct, Qwen/Qwen2.5-VL-7B-Instruct, Qwen/Qwen3-30B-A3B, Qwen/Qwen3-32B, Qwen/Qwen3-4B, " +
      "Qwen/Qwen3-Embedding-8B",
  ]);
});

test("outside of Google Cloud, accelerators without labels of their nodes are named", () => {
  const outside = { zone: undefined, cluster: { context: "mine" }, models: [{ model: "acme/Beta-2B" }] };
  const labelled = { accelerators: { "nvidia-l4": { nodeLabels: { gpu: "l4" } } } };

  expect(warningsOf(outside)).toEqual([
    "pods on nvidia-l4 select nodes by GKE's labels, and wait forever where no node has them: outside of GKE, set " +
      "nodePools.accelerators.<accelerator>.nodeLabels",
  ]);
  expect(warningsOf({ ...outside, nodePools: labelled })).toEqual([]);
  expect(warningsOf({ ...outside, zone: "us-central1-a" })).toEqual([]);
});

test("a maintenance window that GKE may find too short is pointed out", () => {
  const warned = (window: MaintenanceWindowProps) => tpuWarnings({ cluster: { maintenance: { window } } });

  expect(warned({ days: ["sunday"], durationHours: 11 })).toEqual([
    "cluster.maintenance.window is open for 44 hours in 32 days: GKE may refuse fewer than 48 " +
      '("maintenance policy would go longer than 32d"), while its newer documents ask for as many in 92 days',
  ]);
  expect(warned({ days: ["sunday"], durationHours: 12 })).toEqual([]);
  expect(warned({ days: ["friday", "saturday", "sunday"], durationHours: 4 })).toEqual([]);
  expect(warned({})).toEqual([]);
});

test("a public gateway without TLS is pointed out, wherever it runs", () => {
  const warning =
    "the gateway is public and speaks plain HTTP: anyone who knows its address can use the models, and prompts and answers " +
    "cross the internet unencrypted; put something in front that authenticates and speaks TLS";

  expect(tpuWarnings({ gateway: { exposure: "public" } })).toEqual([warning]);
  expect(tpuWarnings({ gateway: { exposure: "public" }, cluster: { kubeconfig: "/kube/config" } })).toEqual([
    warning,
  ]);
  expect(tpuWarnings({ gateway: { exposure: "internal" } })).toEqual([]);
});

test("holding the first request is experimental on GKE, for models that may sleep", () => {
  const second = { model: "Qwen/Qwen3-4B", minReplicas: 1 };

  expect(tpuWarnings({ scaleToZero: true, models: [...tpu.models, second] })).toEqual([
    "meta-llama/Llama-3.1-8B-Instruct: holding the first request to a sleeping model is experimental on GKE: nobody has " +
      "measured how long its load balancer waits; holdSec bounds it, and clients must be ready for a 503",
  ]);
  expect(tpuWarnings({ scaleToZero: true, wake: "none" })).toEqual([]);
  expect(tpuWarnings({ scaleToZero: true, cluster: { kubeconfig: "/kube/config" } })).toEqual([]);
});

describe("a model with variants", () => {
  const model = "acme/Alpha-7B";

  test("is named once where nobody tests it on a TPU, and with its hardware where a part of its requests may be held", () => {
    const variants = [{}, { name: "second" }, { accelerator: "tpu-v6e-1", scaleToZero: false }] as const;
    const warnings = tpuWarnings({ scaleToZero: true, models: [{ model, variants }] });

    expect(warnings).toHaveLength(2);
    expect(warnings[0]).toMatch(/^acme\/Alpha-7B: not among the models/);
    expect(warnings[1]).toMatch(/^acme\/Alpha-7B on tpu-v6e-4: holding the first request/);
  });

  test("has the same said once of each kind of hardware", () => {
    const variants = [{}, { name: "second" }, { accelerator: "nvidia-a100-40gb" }] as const;
    const unsized = "acme/Unsized";
    const warnings = warningsOf({ zone: "us-central1-a", models: [{ model: unsized, variants }] });

    expect(warnings.map((warning) => /fits into (\S+) is not checked/.exec(warning)?.[1])).toEqual([
      "nvidia-l4",
      "nvidia-a100-40gb",
    ]);
  });
});

test("of a cluster that a kubeconfig leads to, which may be a laptop, nothing is said of TPUs", () => {
  expect(
    tpuWarnings({ models: [{ model: "acme/Alpha-7B" }], cluster: { kubeconfig: "/kube/config" } }),
  ).toEqual([]);
});

test.each<[string, Partial<StackConfig>]>([
  ["the stack has the token", { huggingFaceToken: { secure: "v1:encrypted" } }],
  ["no model refers to one", { models: [{ model: "acme/Alpha-7B" }] }],
  ["the cluster was there, and may have it", { cluster: { kubeconfig: "/kube/config" } }],
])("nothing is said where %s", (_, change) => {
  expect(warningsOf(change)).toEqual([]);
});

describe("of a model", () => {
  const of = (model: Partial<StackConfig["models"][number]>, accelerator: AcceleratorName = "nvidia-l4") =>
    warningsOf({ models: [{ model: "acme/Alpha-7B", ...model }], accelerator });

  test("whose size nobody knows, memory is not checked", () => {
    expect(of({ model: "acme/Mystery" })).toEqual([
      "the size of acme/Mystery is not known, and its name does not say it: whether it fits into nvidia-l4 is not " +
        "checked, and it gets 3600 seconds to start; set weightsGiB in its entry",
    ]);
    expect(of({ model: "acme/Sparse-17B-64E" })).toHaveLength(1);
    expect(of({ model: "acme/Mystery", weightsGiB: 12 })).toEqual([]);
  });

  test("whose context does not fit, vLLM shortens it", () => {
    expect(of({ model: "meta-llama/Llama-3.1-8B-Instruct" })).toEqual([
      "the whole context of meta-llama/Llama-3.1-8B-Instruct does not fit into nvidia-l4: vLLM shortens it to what " +
        "does, 54255 tokens at most; set maxModelLen in its entry to choose it, or use a larger accelerator",
    ]);
    expect(of({ model: "meta-llama/Llama-3.1-8B-Instruct", maxModelLen: 16_384 })).toEqual([]);
    expect(of({ model: "Qwen/Qwen2.5-7B-Instruct", maxModelLen: "auto" })).toEqual([]);
  });

  test("that leaves chips idle, these cost the same", () => {
    expect(of({ model: "Qwen/Qwen2.5-7B-Instruct", tensorParallelSize: 4 }, "nvidia-l4-x8")).toEqual([
      "Qwen/Qwen2.5-7B-Instruct uses 4 of the 8 chips of nvidia-l4-x8, for all of which you pay: the others are idle, " +
        "because a replica takes a whole node",
    ]);
  });
});
