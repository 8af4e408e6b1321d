import type { container } from "@pulumi/gcp/types/input";
import { exclusionScopes, weekdayNames, weekdays } from "./maintenance";
import type { MaintenanceExclusionSpec, MaintenanceSpec, MaintenanceWindowSpec } from "./maintenance";

/** A Monday: windows that recur begin in its week. */
const firstWeek = Date.UTC(2026, 0, 5);
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/**
 * The maintenance policy of a cluster, as GKE's provider has it. Times are in UTC and recurrences in the words that GKE reports
 * them in: any other spelling would be a change at every update (terraform-provider-google at e03b762,
 * google/services/container/resource_container_cluster.go: `maintenance_policy`).
 */
export function maintenancePolicy({ window, exclusions }: MaintenanceSpec) {
  return {
    recurringWindow: recurringWindow(window),
    ...(exclusions.length === 0 ? {} : { maintenanceExclusions: exclusions.map(exclusionArgs) }),
  } satisfies container.ClusterMaintenancePolicy;
}

function recurringWindow({ days, startHourUtc, durationHours }: MaintenanceWindowSpec) {
  const firstDay = weekdayNames.findIndex((day) => days.includes(day));
  const startMs = firstWeek + firstDay * dayMs + startHourUtc * hourMs;
  return {
    startTime: zulu(startMs),
    endTime: zulu(startMs + durationHours * hourMs),
    recurrence:
      days.length === weekdayNames.length
        ? "FREQ=DAILY"
        : `FREQ=WEEKLY;BYDAY=${days.map((day) => weekdays[day]).join(",")}`,
  } satisfies container.ClusterMaintenancePolicyRecurringWindow;
}

function exclusionArgs({
  name,
  start,
  end,
  scope,
}: MaintenanceExclusionSpec): container.ClusterMaintenancePolicyMaintenanceExclusion {
  return {
    exclusionName: name,
    startTime: zulu(Date.parse(start)),
    endTime: zulu(Date.parse(end)),
    // Left out, GKE reports the default.
    exclusionOptions: { scope: exclusionScopes[scope] },
  };
}

/** In whole seconds, as GKE writes times. */
function zulu(timeMs: number): string {
  return new Date(timeMs).toISOString().replace(/\.\d+Z$/, "Z");
}
