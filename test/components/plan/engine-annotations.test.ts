import { engineAnnotations } from "../../../components/plan/engine-annotations";

const ours = { "pulumi.com/patchForce": "true" };

const object = (kind: string, spec?: object) => ({
  apiVersion: "v1",
  kind,
  metadata: { name: "phi" },
  ...(spec && { spec }),
});

test("a Service is not awaited: its endpoints come after the pool, which waits for it", () => {
  expect(engineAnnotations(object("Service"))).toEqual({ ...ours, "pulumi.com/skipAwait": "true" });
});

test("a Gateway is awaited until it is programmed", () => {
  expect(engineAnnotations(object("Gateway"))).toEqual({
    ...ours,
    "pulumi.com/waitFor": "condition=Programmed",
  });
});

test.each([
  ["with a deadline", { progressDeadlineSeconds: 1500 }, "1620"],
  ["without one, with Kubernetes' own", {}, "720"],
  ["without a spec, with Kubernetes' own", undefined, "720"],
])("a Deployment %s is awaited two minutes longer than it may take", (_, spec, seconds) => {
  expect(engineAnnotations(object("Deployment", spec))).toEqual({
    ...ours,
    "pulumi.com/timeoutSeconds": seconds,
  });
});

test.each(["ConfigMap", "InferencePool", "HTTPRoute", "Namespace"])(
  "a %s is ours, and needs no waiting",
  (kind) => {
    expect(engineAnnotations(object(kind))).toEqual(ours);
  },
);
