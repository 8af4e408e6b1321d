import { parse } from "yaml";
import { z } from "zod";
import {
  endpointPickerConfig,
  endpointPickerConfigName,
  endpointPickerConfigOf,
  ownPickerConfigMap,
} from "../../../components/endpoint-picker/endpoint-picker-config";
import { resolveScaling } from "../../../components/scaling/resolve-scaling";
import type { Task } from "../../../components/model/task";
import { alpha, planOf, scaled } from "../../support/fixture";

const scaling = resolveScaling({ coldStartSec: 400, queue: { maxRequests: 20, maxMiB: 128 } }, 1, alpha);
const holding: unknown = parse(endpointPickerConfig(scaling));
const plain: unknown = parse(endpointPickerConfig());

test("holds requests up to a number, a size and a time, all of them as texts", () => {
  expect(holding).toMatchObject({
    featureGates: ["flowControl"],
    flowControl: { maxRequests: "20", maxBytes: "128Mi", defaultRequestTTL: "430s" },
  });
});

test("the limits are those of the only priority too, whose own are others", () => {
  expect(holding).toHaveProperty("flowControl.defaultPriorityBand", {
    maxRequests: "20",
    maxBytes: "128Mi",
  });
});

test("holding changes nothing of how an endpoint is chosen", () => {
  expect(holding).toMatchObject(z.record(z.string(), z.unknown()).parse(plain));
});

test("a picker of a model that always has a pod holds nothing", () => {
  expect(plain).not.toHaveProperty("featureGates");
  expect(plain).not.toHaveProperty("flowControl");
});

test("a model that scales has a separate configuration, the others share one", () => {
  expect(endpointPickerConfigName(alpha)).toBe("endpoint-picker");
  expect(endpointPickerConfigName(scaled)).toBe("alpha-7b-epp");
  expect(ownPickerConfigMap(scaled)).toMatchObject({
    metadata: { name: "alpha-7b-epp", namespace: "demo" },
    data: { "endpoint-picker.yaml": endpointPickerConfig(scaling) },
  });
});

describe("requests that the picker could not read", () => {
  const doing = (task: Task) => ({ ...alpha, task });

  test.each(["rerank", "score", "classify"] as const)("pass through unread for the task %s", (task) => {
    expect(endpointPickerConfigName(doing(task))).toBe("alpha-7b-epp");
    expect(parse(endpointPickerConfigOf(doing(task)))).toEqual({
      apiVersion: "inference.networking.x-k8s.io/v1alpha1",
      kind: "EndpointPickerConfig",
      plugins: [
        { type: "queue-scorer" },
        { type: "kv-cache-utilization-scorer" },
        { type: "passthrough-parser" },
      ],
      schedulingProfiles: [
        {
          name: "default",
          plugins: [
            { pluginRef: "queue-scorer", weight: 2 },
            { pluginRef: "kv-cache-utilization-scorer", weight: 2 },
          ],
        },
      ],
      parser: { pluginRef: "passthrough-parser" },
    });
  });

  test.each(["generate", "embed"] as const)("are none for the task %s", (task) => {
    expect(endpointPickerConfigName(doing(task))).toBe("endpoint-picker");
    expect(endpointPickerConfigOf(doing(task))).toBe(endpointPickerConfig());
  });

  test("are held as well", () => {
    expect(parse(endpointPickerConfigOf({ ...scaled, task: "rerank" }))).toMatchObject({
      featureGates: ["flowControl"],
      parser: { pluginRef: "passthrough-parser" },
      flowControl: { maxRequests: "20" },
    });
  });

  test("have their configuration before their picker", () => {
    const plan = planOf(doing("rerank"));
    const names = plan.map(({ manifest }) => `${manifest.kind} ${manifest.metadata.name}`);

    expect(names.indexOf("ConfigMap alpha-7b-epp")).toBeGreaterThanOrEqual(0);
    expect(names.indexOf("ConfigMap alpha-7b-epp")).toBeLessThan(names.indexOf("Deployment alpha-7b-epp"));
    expect(planOf(alpha)).toHaveLength(plan.length - 1);
  });
});
