import {
  backendTimeoutSec,
  minReplicasOf,
  maxReplicasOf,
  resolveScaling,
} from "../../../components/scaling/resolve-scaling";
import type { ScalingSpec } from "../../../components/scaling/scaling-props";

const model = {
  model: "Qwen/Qwen2.5-3B-Instruct",
  accelerator: "tpu-v6e-4",
  weightsGiB: undefined,
} as const;
const scaling: ScalingSpec = {
  minReplicas: 1,
  maxReplicas: 4,
  coolDownSec: 60,
  coldStartSec: 100,
  holdSec: 90,
  queue: { maxRequests: 10, maxMiB: 5 },
};

test("a model that says nothing falls to 0, and has no more replicas than it had before", () => {
  expect(resolveScaling({}, 2, model)).toEqual({
    minReplicas: 0,
    maxReplicas: 2,
    coolDownSec: 300,
    coldStartSec: 420,
    holdSec: 450,
    queue: { maxRequests: 100, maxMiB: 64 },
  });
});

test("what it says counts, key by key", () => {
  expect(resolveScaling(scaling, 2, model)).toEqual(scaling);
  expect(resolveScaling({ queue: { maxRequests: 7 } }, 1, model).queue).toEqual({
    maxRequests: 7,
    maxMiB: 64,
  });
  expect(resolveScaling({ queue: { maxMiB: 7 } }, 1, model).queue).toEqual({ maxRequests: 100, maxMiB: 7 });
});

test("replicas are bounds for a model that scales, and both bounds for one that does not", () => {
  expect([minReplicasOf({ replicas: 2, scaling }), maxReplicasOf({ replicas: 2, scaling })]).toEqual([1, 4]);
  expect([
    minReplicasOf({ replicas: 2, scaling: undefined }),
    maxReplicasOf({ replicas: 2, scaling: undefined }),
  ]).toEqual([2, 2]);
});

test("the picker answers a request that it held in vain before the load balancer gives it up", () => {
  expect(backendTimeoutSec({ requestTimeoutSec: 1, scaling })).toBe(91);
});

describe("how long a request is held", () => {
  test("follows from the cold start, with time for the pod to be noticed", () => {
    expect(resolveScaling({ coldStartSec: 100 }, 1, model).holdSec).toBe(130);
  });

  test("is what the entry says, and then a model keeps its pod until it is up", () => {
    expect(resolveScaling({ holdSec: 10 }, 1, model)).toMatchObject({ holdSec: 10, coolDownSec: 440 });
    expect(resolveScaling({ holdSec: 151 }, 1, model)).toMatchObject({ holdSec: 151, coolDownSec: 300 });
    expect(resolveScaling({ holdSec: 1000 }, 1, model)).toMatchObject({ holdSec: 1000, coolDownSec: 300 });
    expect(resolveScaling({ holdSec: 10, coolDownSec: 60 }, 1, model).coolDownSec).toBe(60);
  });
});

test("without scaling a load balancer waits for the answer alone", () => {
  expect(backendTimeoutSec({ requestTimeoutSec: 300, scaling: undefined })).toBe(300);
});
