import { modelServerArgs, modelServerDeployment } from "../../../components/serving/model-server";
import { alpha, beta } from "../../support/fixture";

describe("the arguments of vLLM", () => {
  test("serve the model under its own name, on all chips of its node", () => {
    expect(modelServerArgs({ ...alpha, adapters: [] })).toEqual([
      ...["acme/Alpha-7B", "--served-model-name", "acme/Alpha-7B", "--port", "8000"],
      ...["--tensor-parallel-size", "4"],
    ]);
  });

  test("load every adapter, and end with the user's own", () => {
    const adapters = [...alpha.adapters, { name: "alpha-de", source: "/adapters/de" }];
    const args = modelServerArgs({ ...alpha, adapters, maxModelLen: 4096, extraArgs: ["--seed", "7"] });

    expect(args.slice(7)).toEqual([
      ...["--max-model-len", "4096", "--enable-lora", "--max-loras", "2"],
      ...["--lora-modules", "alpha-sql=acme/alpha-sql-lora", "alpha-de=/adapters/de", "--seed", "7"],
    ]);
  });

  test("ask for half precision on a T4 alone, which has no bfloat16", () => {
    expect(modelServerArgs({ ...beta, accelerator: "nvidia-t4" }).slice(7)).toEqual(["--dtype", "half"]);
    expect(modelServerArgs(beta)).not.toContain("--dtype");
    expect(modelServerArgs(alpha)).not.toContain("--dtype");
  });
});

/** The only container of a model's pods. */
function containerOf(spec: typeof alpha) {
  const [container, ...others] = modelServerDeployment(spec).spec?.template.spec?.containers ?? [];
  expect(others).toEqual([]);
  return container;
}

describe("the resources", () => {
  test.each([
    ["tpu-v6e-4", "google.com/tpu", "4"],
    ["nvidia-l4-x2", "nvidia.com/gpu", "2"],
  ] as const)(
    "on %s are all of its accelerators, requested and limited alike",
    (accelerator, resource, count) => {
      const { requests, limits } = containerOf({ ...alpha, accelerator })?.resources ?? {};

      expect(requests?.[resource]?.value).toBe(count);
      expect(limits?.[resource]?.value).toBe(count);
      expect(Object.keys(limits ?? {})).toEqual(["memory", resource]);
    },
  );

  test.each([
    ["tpu-v6e-4", "4", "16Gi"],
    ["nvidia-t4", "4", "15Gi"],
  ] as const)("on %s ask for no more than half of the node", (accelerator, cpu, memory) => {
    const { requests } = containerOf({ ...alpha, accelerator })?.resources ?? {};

    expect([requests?.["cpu"]?.value, requests?.["memory"]?.value]).toEqual([cpu, memory]);
  });
});

test.each([
  ["tpu-v6e-4", "576Gi"],
  ["nvidia-t4", "24Gi"],
] as const)(
  "a server on %s is ended when it takes more than four fifths of the memory",
  (accelerator, limit) => {
    expect(containerOf({ ...alpha, accelerator })?.resources?.limits?.["memory"]?.value).toBe(limit);
  },
);

test("the pod meets the standard `baseline`, without privileges and without a token", () => {
  const pod = modelServerDeployment(alpha).spec?.template.spec;

  expect(pod?.automountServiceAccountToken).toBe(false);
  expect(pod?.securityContext).toEqual({ seccompProfile: { type: "RuntimeDefault" } });
  expect(containerOf(alpha)?.securityContext).toEqual({
    allowPrivilegeEscalation: false,
    capabilities: { drop: ["ALL"] },
  });
});

describe("the probes", () => {
  test("all ask for /health on the serving port", () => {
    const container = containerOf(alpha);
    const probes = [container?.startupProbe, container?.readinessProbe, container?.livenessProbe];

    expect(probes.map((probe) => [probe?.httpGet?.path, probe?.httpGet?.port.value])).toEqual([
      ["/health", 8000],
      ["/health", 8000],
      ["/health", 8000],
    ]);
  });

  test.each([
    [1, 1],
    [900, 450],
    [901, 451],
  ])("allow a start of %i s with %i failures, two seconds apart", (startupTimeoutSec, failures) => {
    expect(containerOf({ ...alpha, startupTimeoutSec })?.startupProbe).toMatchObject({
      periodSeconds: 2,
      failureThreshold: failures,
    });
  });

  test("end before the rollout is given up", () => {
    expect(modelServerDeployment(alpha).spec?.progressDeadlineSeconds).toBe(1500);
  });
});

describe("the environment", () => {
  test("names the TPU runtime on a TPU, and nothing on a GPU", () => {
    expect(containerOf(alpha)?.env).toEqual([{ name: "PJRT_DEVICE", value: "TPU" }]);
    expect(containerOf(beta)?.env).toEqual([]);
  });

  test("refers to the token's Secret and never holds the token", () => {
    const huggingFaceToken = { secretName: "hf", key: "read-only" };

    expect(containerOf({ ...beta, huggingFaceToken })?.env).toEqual([
      { name: "HF_TOKEN", valueFrom: { secretKeyRef: { name: "hf", key: "read-only" } } },
    ]);
  });
});

describe("a GPU that several servers share", () => {
  const shared = { ...beta, gpuSharing: { clientsPerGpu: 3 } };

  test("is selected by how many share it", () => {
    expect(modelServerDeployment(shared).spec?.template.spec?.nodeSelector).toEqual({
      ...modelServerDeployment(beta).spec?.template.spec?.nodeSelector,
      "cloud.google.com/gke-gpu-sharing-strategy": "time-sharing",
      "cloud.google.com/gke-max-shared-clients-per-gpu": "3",
    });
  });

  test("gives each of them a third of the node, and one turn of the GPU", () => {
    expect(containerOf(beta)?.resources).toMatchObject({
      requests: { cpu: { value: "4" }, memory: { value: "16Gi" } },
      limits: { memory: { value: "25Gi" } },
    });
    expect(containerOf(shared)?.resources).toEqual({
      requests: { cpu: { value: "1.333" }, memory: { value: "5461Mi" }, "nvidia.com/gpu": { value: "1" } },
      limits: { memory: { value: "8533Mi" }, "nvidia.com/gpu": { value: "1" } },
    });
  });

  test.each([
    [2, "0.45"],
    [3, "0.3"],
    [7, "0.12"],
    [48, "0.01"],
  ])("tells each of %i servers its share of the memory: %s", (clientsPerGpu, share) => {
    expect(modelServerArgs({ ...beta, gpuSharing: { clientsPerGpu } }).join(" ")).toContain(
      `--gpu-memory-utilization ${share}`,
    );
    expect(modelServerArgs(beta)).not.toContain("--gpu-memory-utilization");
  });

  test("leaves the user's own word the last", () => {
    const extraArgs = ["--gpu-memory-utilization", "0.2"];

    expect(modelServerArgs({ ...shared, extraArgs }).slice(-2)).toEqual(extraArgs);
  });
});

test("a request in flight outlives the load balancer's notice: 30 s of 130 s", () => {
  const pod = modelServerDeployment(alpha).spec?.template.spec;

  expect(containerOf(alpha)?.lifecycle?.preStop?.exec?.command).toEqual(["sleep", "30"]);
  expect(pod?.terminationGracePeriodSeconds).toBe(130);
});

test("parked models keep everything but their pods", () => {
  expect(modelServerDeployment({ ...alpha, replicas: 0 })).toEqual({
    ...modelServerDeployment(alpha),
    spec: { ...modelServerDeployment(alpha).spec, replicas: 0 },
  });
});
