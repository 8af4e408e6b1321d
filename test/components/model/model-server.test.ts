import type { Consumption } from "../../../components/accelerators/consumption";
import type { GpuSharing } from "../../../components/accelerators/gpu-sharing";
import type { AcceleratorName } from "../../../components/accelerators/table";
import { modelServerDeployment } from "../../../components/model/model-server";
import { filled } from "../../../components/keys/props";
import { probesSchema } from "../../../components/model/probes";
import { alpha, beta } from "../../support/fixture";

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

  test("wait for a saturated server, and longer before they restart it", () => {
    const container = containerOf(alpha);

    expect(container?.readinessProbe).toMatchObject({
      ...{ periodSeconds: 5, timeoutSeconds: 15, failureThreshold: 3 },
    });
    expect(container?.livenessProbe).toMatchObject({
      ...{ periodSeconds: 10, timeoutSeconds: 15, failureThreshold: 10 },
    });
  });

  test("are the user's own where they say so", () => {
    const probes = filled(
      probesSchema,
      { readiness: { timeoutSec: 4 }, liveness: { periodSec: 60 } },
      "probes",
    );
    const container = containerOf({ ...alpha, probes });

    expect(container?.readinessProbe).toMatchObject({
      ...{ periodSeconds: 5, timeoutSeconds: 4, failureThreshold: 3 },
    });
    expect(container?.livenessProbe).toMatchObject({
      ...{ periodSeconds: 60, timeoutSeconds: 15, failureThreshold: 10 },
    });
  });

  test("end before the rollout is given up", () => {
    expect(modelServerDeployment(alpha).spec?.progressDeadlineSeconds).toBe(1500);
  });
});

describe("the environment", () => {
  test("names the TPU runtime on a TPU alone, and the place for weights", () => {
    const cache = { name: "HF_HOME", value: "/model-cache" };

    expect(containerOf(alpha)?.env).toEqual([{ name: "PJRT_DEVICE", value: "TPU" }, cache]);
    expect(containerOf(beta)?.env).toEqual([cache]);
  });

  test("ends with the user's own, which may refer to the derived ones", () => {
    const env = { VLLM_LOGGING_LEVEL: "DEBUG", HF_HOME: "/model-cache", CACHE: "$(HF_HOME)/x" };

    expect(containerOf({ ...beta, env })?.env).toEqual([
      { name: "HF_HOME", value: "/model-cache" },
      { name: "VLLM_LOGGING_LEVEL", value: "DEBUG" },
      { name: "CACHE", value: "$(HF_HOME)/x" },
    ]);
  });

  test("refers to the token's Secret and never holds the token", () => {
    const huggingFaceToken = { secretName: "hf", key: "read-only" };

    expect(containerOf({ ...beta, huggingFaceToken })?.env?.slice(1)).toEqual([
      { name: "HF_TOKEN", valueFrom: { secretKeyRef: { name: "hf", key: "read-only" } } },
    ]);
  });
});

describe("weights", () => {
  test("are on a volume that outlives the container", () => {
    const pod = modelServerDeployment(alpha).spec?.template.spec;

    expect(pod?.volumes).toContainEqual({ name: "model-cache", emptyDir: {} });
    expect(containerOf(alpha)?.volumeMounts).toContainEqual({
      name: "model-cache",
      mountPath: "/model-cache",
    });
    expect(containerOf(alpha)?.env).toContainEqual({ name: "HF_HOME", value: "/model-cache" });
  });
});

describe("the nodes of a model server", () => {
  const placement = (accelerator: AcceleratorName, gpuSharing?: GpuSharing) => {
    const pod = modelServerDeployment({ ...beta, accelerator, gpuSharing }).spec?.template.spec;
    return [pod?.nodeSelector, pod?.affinity?.nodeAffinity];
  };
  const affinity = (...matchExpressions: readonly object[]) => ({
    requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions }] },
  });
  const isWhole = { key: "cloud.google.com/gke-max-shared-clients-per-gpu", operator: "DoesNotExist" };

  test("of a TPU are those of its slice and machine, which a slice of several hosts has not", () => {
    expect(placement("tpu-v6e-8")).toEqual([
      {
        "cloud.google.com/gke-tpu-accelerator": "tpu-v6e-slice",
        "cloud.google.com/gke-tpu-topology": "2x4",
        "node.kubernetes.io/instance-type": "ct6e-standard-8t",
      },
      undefined,
    ]);
  });

  test("of several GPUs are those of the machine that has as many, none of them shared", () => {
    expect(placement("nvidia-l4-x4")).toEqual([
      {
        "cloud.google.com/gke-accelerator": "nvidia-l4",
        "node.kubernetes.io/instance-type": "g2-standard-48",
      },
      affinity(isWhole),
    ]);
  });

  test("of one L4 are any with one that hold the pod, as a cluster of others may have them", () => {
    const machines = {
      key: "node.kubernetes.io/instance-type",
      operator: "In",
      values: ["g2-standard-8", "g2-standard-12", "g2-standard-16", "g2-standard-32"],
    };

    expect(placement("nvidia-l4")).toEqual([
      { "cloud.google.com/gke-accelerator": "nvidia-l4" },
      affinity(machines, isWhole),
    ]);
    expect(placement("nvidia-l4", { clientsPerGpu: 2 })).toEqual([
      {
        "cloud.google.com/gke-accelerator": "nvidia-l4",
        "cloud.google.com/gke-gpu-sharing-strategy": "time-sharing",
        "cloud.google.com/gke-max-shared-clients-per-gpu": "2",
      },
      affinity(machines),
    ]);
  });
});

describe("the time that a server goes on after it was told to end", () => {
  const preStop = (consumption: Consumption) => containerOf({ ...beta, consumption })?.lifecycle?.preStop;

  test.each(["on-demand", "flex-start", "reservation"] as const)(
    "is half a minute on nodes that stay: %s",
    (way) => {
      expect(preStop(way)).toEqual({ exec: { command: ["sleep", "30"] } });
    },
  );

  test("leaves a third of the 15 seconds that a spot node gives its pods", () => {
    expect(preStop("spot")).toEqual({ exec: { command: ["sleep", "10"] } });
    expect(
      modelServerDeployment({ ...beta, consumption: "spot" }).spec?.template.spec
        ?.terminationGracePeriodSeconds,
    ).toBe(130);
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
      requests: {
        cpu: { value: "1.333" },
        memory: { value: "5461Mi" },
        "ephemeral-storage": { value: "13Gi" },
        "nvidia.com/gpu": { value: "1" },
      },
      limits: { memory: { value: "8533Mi" }, "nvidia.com/gpu": { value: "1" } },
    });
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
