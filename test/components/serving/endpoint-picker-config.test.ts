import { parse } from "yaml";
import { z } from "zod";
import {
  endpointPickerConfig,
  endpointPickerConfigName,
  holdingConfigMap,
} from "../../../components/serving/endpoint-picker-config";
import { resolveScaling } from "../../../components/serving/scaling";
import { alpha, scaled } from "../../support/fixture";

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

test("a model that scales has a configuration of its own, the others share one", () => {
  expect(endpointPickerConfigName(alpha)).toBe("endpoint-picker");
  expect(endpointPickerConfigName(scaled)).toBe("alpha-7b-epp");
  expect(holdingConfigMap(scaled, scaling)).toMatchObject({
    metadata: { name: "alpha-7b-epp", namespace: "demo" },
    data: { "endpoint-picker.yaml": endpointPickerConfig(scaling) },
  });
});
