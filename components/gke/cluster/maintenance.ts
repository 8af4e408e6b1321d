/** When GKE may upgrade a cluster and its nodes: the keys, and what they resolve to. */
import { z } from "zod";
import { key, section } from "../../keys/key";
import { filled } from "../../keys/props";
import type { Filled, Props } from "../../keys/props";
import { text, wholeNumber } from "../../keys/values";
import { inUtc, isInstant } from "./instant";

/** Days as GKE abbreviates them, Monday first. Source: RFC 5545, `BYDAY`. */
export const weekdays = {
  monday: "MO",
  tuesday: "TU",
  wednesday: "WE",
  thursday: "TH",
  friday: "FR",
  saturday: "SA",
  sunday: "SU",
} as const;

export type Weekday = keyof typeof weekdays;

function isWeekday(name: string): name is Weekday {
  return Object.hasOwn(weekdays, name);
}

/** All days, Monday first. */
export const weekdayNames: readonly Weekday[] = Object.keys(weekdays).filter(isWeekday);

/** The upgrades that an exclusion prevents, by GKE's own names. Source: GKE's API, `MaintenanceExclusionOptions.Scope`. */
export const exclusionScopes = {
  "no-upgrades": "NO_UPGRADES",
  "no-minor-upgrades": "NO_MINOR_UPGRADES",
  "no-minor-or-node-upgrades": "NO_MINOR_OR_NODE_UPGRADES",
} as const;

export type ExclusionScope = keyof typeof exclusionScopes;

function isExclusionScope(name: string): name is ExclusionScope {
  return Object.hasOwn(exclusionScopes, name);
}

/** All scopes. */
const exclusionScopeNames: readonly ExclusionScope[] = Object.keys(exclusionScopes).filter(isExclusionScope);

const change = "replaces nothing";

/** A point in time in UTC. */
const instant = z.string().superRefine((text, context) => {
  if (isInstant(text)) return;
  const same = inUtc(text);
  context.addIssue({
    code: "custom",
    message: "must be a time in UTC, such as 2026-12-20T00:00:00Z",
    params: same === undefined ? {} : { fix: `write it as ${same}` },
  });
});

/**
 * The hours in which GKE may begin to upgrade: the same on each of some days, in UTC. The default is outside of business hours in
 * every region of Google Cloud: Friday evening in Los Angeles when it begins, Sunday morning in Sydney when it ends, and no working
 * day where the week starts on Sunday. It is more than GKE asks for, 48 hours in 32 days, or in 92 by its newer documents, in parts
 * of 4 hours or more.
 */
const windowSchema = z
  .strictObject({
    days: key(z.array(z.enum(weekdayNames)).min(1).default(["saturday"]), {
      description: "Days, in UTC, on which GKE may begin to upgrade.",
      otherwise: "Saturday",
      values: "list of days",
      change,
      fix: "list days, such as saturday",
    }),
    startHourUtc: key(wholeNumber(0, 23).default(4), {
      description: "Hour at which the window opens, in UTC.",
      unit: "hour of the day",
      change,
      fix: "give a whole hour in UTC, such as 4",
    }),
    durationHours: key(wholeNumber(4, 24).default(16), {
      description: "How long it stays open, in hours: GKE does not count a window of less than 4.",
      unit: "hours",
      change,
      fix: "give whole hours, 4 to 24: GKE does not count a shorter window",
    }),
  })
  .meta({ id: "MaintenanceWindowProps" });

/** A time in which GKE upgrades nothing, or not everything. */
const exclusionSchema = z
  .strictObject({
    name: key(text.max(63), {
      description: "Name of the exclusion, for people.",
      change,
      fix: "use a short text, such as black-friday",
    }),
    start: key(instant, {
      description: "When it begins, such as `2026-12-20T00:00:00Z`.",
      values: "a time in UTC",
      change,
      fix: "write it as 2026-12-20T00:00:00Z",
    }),
    end: key(instant, {
      description: "When it ends.",
      values: "a time in UTC",
      change,
      fix: "write it as 2027-01-02T00:00:00Z",
    }),
    scope: key(z.enum(exclusionScopeNames).default("no-upgrades"), {
      description:
        "What it prevents: all upgrades (at most 3 exclusions, of 90 days), those to another minor version, or those and upgrades of nodes.",
      change,
      fix: "use no-upgrades, no-minor-upgrades or no-minor-or-node-upgrades",
      source: "GKE's API, MaintenanceExclusionOptions.Scope",
    }),
  })
  .meta({ id: "MaintenanceExclusionProps" });

/** When GKE may upgrade a cluster, as a user describes it. */
export const maintenanceSchema = z
  .strictObject({
    window: section(windowSchema.prefault({}), {
      description:
        "The hours in which GKE may begin to upgrade the control plane and the nodes. Upgrading a node evicts its model's pod.",
      otherwise: "Saturdays from 04:00 to 20:00 UTC",
    }),
    // GKE's own maximum.
    exclusions: section(z.array(exclusionSchema).max(20).default([]), {
      description: "Times in which it may not: at most 20, of which at most 3 have the scope `no-upgrades`.",
      otherwise: "none",
      fix: "list times, each with `name`, `start` and `end`; GKE accepts 20",
    }),
  })
  .meta({ id: "MaintenanceProps" });

/** The hours in which GKE may begin to upgrade, as a user describes them. */
export interface MaintenanceWindowProps extends Props<typeof windowSchema> {}

/** A time in which GKE upgrades nothing, or not everything, as a user describes it. */
export interface MaintenanceExclusionProps extends Props<typeof exclusionSchema> {}

/** When GKE may upgrade a cluster, as a user describes it. */
export interface MaintenanceProps extends Props<typeof maintenanceSchema> {}

/** The hours with all defaults applied. The days are Monday first, each once. */
export interface MaintenanceWindowSpec extends Filled<typeof windowSchema> {}

/** A time without upgrades, with all defaults applied. */
export interface MaintenanceExclusionSpec extends Filled<typeof exclusionSchema> {}

/** When GKE may upgrade a cluster, with all defaults applied. */
export interface MaintenanceSpec extends Filled<typeof maintenanceSchema> {}

/**
 * Checks the props and applies the defaults.
 * @throws InvalidArgs when the props are wrong, with all problems at once.
 */
export function resolveMaintenance(props: MaintenanceProps): MaintenanceSpec {
  const { window, exclusions } = filled(maintenanceSchema, props, "maintenance");
  // GKE returns the days in this order; any other would be a change.
  const days = weekdayNames.filter((day) => window.days.includes(day));
  return { window: { ...window, days }, exclusions };
}

/** Hours that GKE required in any 32 days, before its documentation changed to 92. Which of the two a project gets is not known. */
export const askedHours = { least: 48, inDays: 32 } as const;

/** The minimum hours that a window is open in any span of this many days. */
export function leastOpenHours({ days, durationHours }: MaintenanceWindowSpec, inDays: number): number {
  const weeks = Math.floor(inDays / 7);
  // Days beyond whole weeks may include none of these.
  const beyond = Math.max(0, (inDays % 7) - (7 - days.length));
  return (weeks * days.length + beyond) * durationHours;
}
