import { broken, problemsIn, without } from "../../../support/fixture";

const pool = "InferencePool demo/alpha-7b";

describe("the policies of a pool", () => {
  test.each(["HealthCheckPolicy", "GCPBackendPolicy"])("are not without a %s", (kind) => {
    expect(problemsIn(without(`${kind} demo/alpha-7b`))).toEqual([
      `${pool}: must have one ${kind}, got 0; add or remove one that targets the pool [BrokenReference]`,
    ]);
  });

  test("target the pool and not a Service of its name", () => {
    const manifests = broken("GCPBackendPolicy demo/alpha-7b", { spec: { targetRef: { kind: "Service" } } });

    expect(problemsIn(manifests)).toEqual([
      `${pool}: must have one GCPBackendPolicy, got 0; add or remove one that targets the pool [BrokenReference]`,
    ]);
  });

  test("are one of each kind", () => {
    const manifests = broken("HealthCheckPolicy demo/beta-2b", { spec: { targetRef: { name: "alpha-7b" } } });

    expect(problemsIn(manifests)).toEqual([
      `${pool}: must have one HealthCheckPolicy, got 2; add or remove one that targets the pool [BrokenReference]`,
      "InferencePool demo/beta-2b: must have one HealthCheckPolicy, got 0; " +
        "add or remove one that targets the pool [BrokenReference]",
    ]);
  });
});

describe("the health check of a pool", () => {
  const policy = "HealthCheckPolicy demo/alpha-7b";
  const withHealthCheck = (httpHealthCheck: object) =>
    problemsIn(broken(policy, { spec: { default: { config: { httpHealthCheck } } } }));

  test("does not ask for /, which vLLM answers with 404", () => {
    expect(withHealthCheck({ requestPath: "/" })).toEqual([
      `${policy}: must ask for a path that vLLM answers, got "/"; set requestPath to "/health" [BrokenReference]`,
    ]);
  });

  test("says that its port is fixed", () => {
    expect(withHealthCheck({ portSpecification: "USE_SERVING_PORT" })).toEqual([
      `${policy}: must ask at the pool's port with USE_FIXED_PORT, got 8000 "USE_SERVING_PORT"; ` +
        'set port to 8000 and portSpecification to "USE_FIXED_PORT" [BrokenReference]',
    ]);
  });

  test("does not begin before the last one has timed out", () => {
    expect(problemsIn(broken(policy, { spec: { default: { timeoutSec: 16 } } }))).toEqual([
      `${policy}: must check no more often than it times out, got 15 s < 16 s; raise checkIntervalSec [BrokenReference]`,
    ]);
  });
});

test("a policy that lacks a part is reported, and counts as none", () => {
  const manifests = broken("GCPBackendPolicy demo/alpha-7b", { spec: { default: { timeoutSec: "300s" } } });

  expect(problemsIn(manifests)).toEqual([
    "GCPBackendPolicy demo/alpha-7b spec.default.timeoutSec: must be complete, " +
      "got Invalid input: expected number, received string; add what is missing [InvalidObject]",
    `${pool}: must have one GCPBackendPolicy, got 0; add or remove one that targets the pool [BrokenReference]`,
  ]);
});
