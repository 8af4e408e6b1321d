import { resolveModelServing } from "../../../../components/model/resolve-model-serving";
import { fixedReplicasConfigMap } from "../../../../components/scaling/fixed-replicas";
import { scaledObject } from "../../../../components/scaling/keda/scaled-object";
import { resolveScaling } from "../../../../components/scaling/resolve-scaling";
import type { ScalingProps } from "../../../../components/scaling/scaling-props";
import { beta, scaled } from "../../../support/fixture";

const specOf = (props: ScalingProps, model = beta) =>
  scaledObject(model, resolveScaling(props, model.replicas, model)).spec;

const url = "http://beta-2b-epp.demo.svc:9090/metrics";
const read = {
  aggregateFromKubeServiceEndpoints: "true",
  aggregationType: "sum",
  format: "prometheus",
  authMode: "bearer",
};

test("a model is scaled by what its own picker holds, and by what its model servers have to do", () => {
  const { triggers } = specOf({});
  expect(triggers.slice(0, 1)).toEqual([
    {
      type: "metrics-api",
      name: "held0",
      metadata: {
        ...read,
        url,
        valueLocation:
          "inference_extension_flow_control_queue_size" +
          '{fairness_id="default-flow",inference_pool="beta-2b",model_name="acme/Beta-2B",priority="0"}',
      },
      authenticationRef: { name: "endpoint-picker-metrics" },
    },
  ]);
  const pool = (name: string, series: string) => ({
    type: "metrics-api",
    name,
    // Two pickers know the same model servers.
    metadata: { ...read, url, aggregationType: "max", valueLocation: `${series}{name="beta-2b"}` },
    authenticationRef: { name: "endpoint-picker-metrics" },
  });
  expect(triggers.slice(1, -1)).toEqual([
    pool("ready", "inference_pool_ready_pods"),
    pool("running", "inference_pool_average_running_requests"),
    pool("waiting", "inference_pool_average_queue_size"),
  ]);
});

test("replicas that the stack sets again are left alone: KEDA reads them in the ConfigMap that the stack writes first", () => {
  const { triggers, advanced } = specOf({});
  const map = fixedReplicasConfigMap(beta);

  expect(triggers.at(-1)).toEqual({
    type: "kubernetes-resource",
    name: "fixed",
    metadata: {
      resourceKind: "ConfigMap",
      resourceName: "beta-2b-fixed",
      key: "replicas",
      targetValue: "1",
    },
  });
  expect(map).toMatchObject({ metadata: { name: "beta-2b-fixed" }, data: { replicas: "1" } });
  // As many as `target` stand for one replica.
  expect(advanced.scalingModifiers.formula).toMatch(/ \+ \(fixed \?\? 0\) \* 32$/);
});

test("a request for an adapter wakes its base model", () => {
  const { triggers, advanced } = specOf({}, scaled);

  expect(
    triggers.map(({ name, metadata }) => [
      name,
      "valueLocation" in metadata ? /model_name="([^"]*)"/.exec(metadata.valueLocation)?.[1] : undefined,
    ]),
  ).toEqual([
    ["held0", "acme/Alpha-7B"],
    ["held1", "alpha-sql"],
    ["ready", undefined],
    ["running", undefined],
    ["waiting", undefined],
    ["fixed", undefined],
  ]);
  expect(advanced.scalingModifiers.formula).toBe(
    "(held0 ?? 0) + (held1 ?? 0) + (ready ?? 0) * ((running ?? 0) + (waiting ?? 0)) + (fixed ?? 0) * 32",
  );
});

test("a figure that is not there yet counts as 0, and neither keeps a model up nor stops the others", () => {
  const { fallback, advanced } = specOf({});

  expect(fallback).toEqual({ failureThreshold: 0, replicas: 0, behavior: "scalingModifiers" });
  expect(advanced.scalingModifiers).toEqual({
    formula: "(held0 ?? 0) + (ready ?? 0) * ((running ?? 0) + (waiting ?? 0)) + (fixed ?? 0) * 32",
    target: "32",
    activationTarget: "0",
    metricType: "AverageValue",
  });
});

test("bounds and times are the model's own", () => {
  expect(specOf({ minReplicas: 1, maxReplicas: 4, coolDownSec: 90 })).toMatchObject({
    scaleTargetRef: { name: "beta-2b" },
    pollingInterval: 2,
    minReplicaCount: 1,
    maxReplicaCount: 4,
    cooldownPeriod: 90,
    initialCooldownPeriod: 90,
    advanced: {
      horizontalPodAutoscalerConfig: { behavior: { scaleDown: { stabilizationWindowSeconds: 90 } } },
    },
  });
});

test("a cool-down above Kubernetes' limit counts in full for the last replica alone", () => {
  const { cooldownPeriod, advanced } = specOf({ coolDownSec: 7200 });

  expect(cooldownPeriod).toBe(7200);
  expect(advanced.horizontalPodAutoscalerConfig.behavior.scaleDown.stabilizationWindowSeconds).toBe(3600);
});

test("it is named as the model, in the model's namespace", () => {
  const spec = resolveModelServing({
    model: "acme/Beta",
    accelerator: "nvidia-l4",
    name: "b",
    namespace: "n",
  });
  const { metadata } = scaledObject(spec, resolveScaling({}, 1, spec));

  expect(metadata).toMatchObject({
    name: "b",
    namespace: "n",
    labels: { "app.kubernetes.io/instance": "b", "app.kubernetes.io/component": "scaler" },
  });
});

test.each(["rerank", "score", "classify"] as const)(
  "requests that the picker of a model with the task %s holds have no name: it has not read them",
  (task) => {
    const { triggers, advanced } = specOf({}, { ...scaled, task });
    const held = triggers.filter(({ name }) => name.startsWith("held"));

    expect(held.map(({ metadata }) => metadata)).toEqual([
      expect.objectContaining({
        valueLocation:
          "inference_extension_flow_control_queue_size" +
          '{fairness_id="default-flow",inference_pool="alpha-7b",model_name="",priority="0"}',
      }),
    ]);
    expect(advanced.scalingModifiers.formula).toContain("(held0 ?? 0)");
    expect(advanced.scalingModifiers.formula).not.toContain("held1");
  },
);
