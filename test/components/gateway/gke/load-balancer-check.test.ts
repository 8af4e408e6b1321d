import * as fc from "fast-check";
import { loadBalancerCheck } from "../../../../components/gateway/gke/load-balancer-check";
import { probeDefaults } from "../../../../components/model/probes";

describe("the load balancer's health check", () => {
  test("is as patient as the readiness probe", () => {
    expect(loadBalancerCheck(probeDefaults.readiness)).toEqual({
      ...{ checkIntervalSec: 15, timeoutSec: 15, healthyThreshold: 1, unhealthyThreshold: 3 },
    });
    expect(loadBalancerCheck({ periodSec: 20, timeoutSec: 4, failureThreshold: 2 })).toEqual({
      ...{ checkIntervalSec: 20, timeoutSec: 4, healthyThreshold: 1, unhealthyThreshold: 2 },
    });
  });

  test("stays within what Google takes", () => {
    const seconds = fc.integer({ min: 1, max: 3600 });
    fc.assert(
      fc.property(
        seconds,
        seconds,
        fc.integer({ min: 1, max: 100 }),
        (periodSec, timeoutSec, failureThreshold) => {
          const check = loadBalancerCheck({ periodSec, timeoutSec, failureThreshold });

          expect(check.timeoutSec).toBeLessThanOrEqual(check.checkIntervalSec);
          expect(check.checkIntervalSec).toBeLessThanOrEqual(300);
          expect(check.unhealthyThreshold).toBeLessThanOrEqual(10);
          expect(check.timeoutSec).toBeGreaterThanOrEqual(1);
          expect(check.unhealthyThreshold).toBeGreaterThanOrEqual(1);
        },
      ),
    );
  });
});
