import { z } from "zod";
import { GoogleApiError } from "../google-api-error";

const utcTime = z.iso.datetime({ offset: true });

const exclusion = z.strictObject({
  exclusionName: z.string().min(1),
  startTime: utcTime,
  endTime: utcTime.optional(),
  exclusionOptions: z
    .strictObject({
      scope: z.enum(["NO_UPGRADES", "NO_MINOR_UPGRADES", "NO_MINOR_OR_NODE_UPGRADES"]),
      endTimeBehavior: z.enum(["UNTIL_END_OF_SUPPORT"]).optional(),
    })
    .optional(),
});

/**
 * When GKE may upgrade a cluster. Source: `maintenance_policy` of hashicorp/terraform-provider-google at e03b762,
 * resource_container_cluster.go; its `recurring_maintenance_window` is not simulated.
 */
export const maintenancePolicy = z
  .strictObject({
    dailyMaintenanceWindow: z
      .strictObject({ startTime: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/) })
      .optional(),
    recurringWindow: z
      .strictObject({ startTime: utcTime, endTime: utcTime, recurrence: z.string().min(1) })
      .refine(({ startTime, endTime }) => Date.parse(startTime) < Date.parse(endTime), {
        error: "must be after startTime",
        path: ["endTime"],
      })
      .optional(),
    maintenanceExclusions: z.array(exclusion).max(20).optional(),
  })
  .refine(
    ({ dailyMaintenanceWindow: daily, recurringWindow: recurring }) =>
      (daily === undefined) !== (recurring === undefined),
    { error: "must have one of dailyMaintenanceWindow and recurringWindow" },
  );

type MaintenancePolicy = z.infer<typeof maintenancePolicy>;

const hourMs = 3_600_000;

/**
 * GKE requires 48 hours in each 32 days, in parts of four hours or more.
 * Source: "Maintenance windows and exclusions" of GKE's documents; the words are those that several public repositories
 * record, such as `maintenance policy would go longer than 32d without 48h maintenance availability` for one window of fewer
 * than twelve hours a week.
 */
const atLeast = { hours: 48, perDays: 32, contiguousHours: 4 } as const;

/** @throws GoogleApiError when the windows are too few or too short for GKE. */
export function checkMaintenance(policy: MaintenancePolicy | undefined): void {
  const window = policy?.recurringWindow;
  if (window === undefined) return;
  const times = timesIn(atLeast.perDays, window.recurrence);
  const hours = (Date.parse(window.endTime) - Date.parse(window.startTime)) / hourMs;
  if (times === undefined || (hours >= atLeast.contiguousHours && times * hours >= atLeast.hours)) return;
  throw new GoogleApiError(
    400,
    `maintenance policy would go longer than ${atLeast.perDays}d without ${atLeast.hours}h maintenance availability of >=${atLeast.contiguousHours}h contiguous duration., badRequest`,
  );
}

/** Minimum number of times that a window opens in a number of days; undefined for recurrences that are not simulated. */
function timesIn(days: number, recurrence: string): number | undefined {
  if (recurrence === "FREQ=DAILY") return days;
  const [, weekdays] =
    /^FREQ=WEEKLY;BYDAY=((?:MO|TU|WE|TH|FR|SA|SU)(?:,(?:MO|TU|WE|TH|FR|SA|SU))*)$/.exec(recurrence) ?? [];
  if (weekdays === undefined) return undefined;
  const each = new Set(weekdays.split(",")).size;
  // The days beyond whole weeks may contain none of these.
  return Math.floor(days / 7) * each + Math.max(0, (days % 7) - (7 - each));
}
