import { filled } from "../../../components/keys/props";
import { probeDefaults, probesSchema } from "../../../components/model/probes";

const probesOf = (props: object) => filled(probesSchema, props, "probes");

test("by default, a saturated server has 45 seconds to answer, and 150 before it is restarted", () => {
  const { readiness, liveness } = probeDefaults;

  expect(probesOf({})).toEqual(probeDefaults);
  expect(readiness.timeoutSec * readiness.failureThreshold).toBe(45);
  expect(liveness.timeoutSec * liveness.failureThreshold).toBe(150);
});

test("each value may be set on its own", () => {
  expect(probesOf({ readiness: { failureThreshold: 6 }, liveness: { periodSec: 30 } })).toEqual({
    readiness: { ...probeDefaults.readiness, failureThreshold: 6 },
    liveness: { ...probeDefaults.liveness, periodSec: 30 },
  });
});
