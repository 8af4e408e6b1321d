import type { Scaler } from "../scaler";
import { checkScaledObjects } from "./check-scaled-objects";
import { ScaledObject } from "./kinds";
import { addMetricsAccess } from "./metrics-access";
import { scaledObject } from "./scaled-object";

/** KEDA: it reads the metrics of endpoint pickers, and scales Deployments down to 0 and back. */
export const kedaScaler: Scaler = {
  addAccess: addMetricsAccess,
  addScaler: (scope, id, spec, scaling) => new ScaledObject(scope, id, scaledObject(spec, scaling)),
  checks: [checkScaledObjects],
};
