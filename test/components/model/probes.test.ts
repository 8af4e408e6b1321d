import { probeDefaults, resolveProbes } from "../../../components/model/probes";

test("by default, a saturated server has 45 seconds to answer, and 150 before it is restarted", () => {
  const { readiness, liveness } = resolveProbes();

  expect(resolveProbes({})).toEqual(probeDefaults);
  expect(readiness.timeoutSec * readiness.failureThreshold).toBe(45);
  expect(liveness.timeoutSec * liveness.failureThreshold).toBe(150);
});

test("each value may be set on its own", () => {
  expect(resolveProbes({ readiness: { failureThreshold: 6 }, liveness: { periodSec: 30 } })).toEqual({
    readiness: { ...probeDefaults.readiness, failureThreshold: 6 },
    liveness: { ...probeDefaults.liveness, periodSec: 30 },
  });
});
