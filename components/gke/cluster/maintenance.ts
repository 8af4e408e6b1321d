/** When GKE may upgrade a cluster and its nodes: what a user says of it, and what is made of that. */

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

/** What an exclusion keeps GKE from, by GKE's own names. Source: GKE's API, `MaintenanceExclusionOptions.Scope`. */
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
export const exclusionScopeNames: readonly ExclusionScope[] =
  Object.keys(exclusionScopes).filter(isExclusionScope);

/** The hours in which GKE may begin to upgrade: the same on each of some days, in UTC. */
export interface MaintenanceWindowProps {
  /**
   * Days, in UTC. Changing it replaces nothing.
   * @default - Saturday
   */
  readonly days?: readonly Weekday[] | undefined;
  /**
   * Hour at which it begins, in UTC, 0 to 23. Changing it replaces nothing.
   * @default 4
   */
  readonly startHourUtc?: number | undefined;
  /**
   * How long it stays open, 4 to 24 hours: GKE does not count a shorter one. Changing it replaces nothing.
   * @default 16
   */
  readonly durationHours?: number | undefined;
}

/** A time in which GKE upgrades nothing, or less. */
export interface MaintenanceExclusionProps {
  /** Name of the exclusion, for people. Changing it replaces nothing. */
  readonly name: string;
  /** When it begins, such as `2026-12-20T00:00:00Z`. Changing it replaces nothing. */
  readonly start: string;
  /** When it ends. Changing it replaces nothing. */
  readonly end: string;
  /**
   * What it keeps GKE from: all upgrades, those to another minor version, or these and those of nodes. Changing it replaces
   * nothing.
   * @default "no-upgrades"
   */
  readonly scope?: ExclusionScope | undefined;
}

/** When GKE may upgrade a cluster, as a user describes it. */
export interface MaintenanceProps {
  /**
   * The hours in which GKE may begin to upgrade the control plane and the nodes. A node that is upgraded takes its model's pod
   * away.
   * @default - Saturdays from 04:00 to 20:00 UTC
   */
  readonly window?: MaintenanceWindowProps | undefined;
  /**
   * Times in which it may not, 20 at most, of which 3 have the scope `no-upgrades`.
   * @default - none
   */
  readonly exclusions?: readonly MaintenanceExclusionProps[] | undefined;
}

/** The hours with nothing left open. */
export interface MaintenanceWindowSpec {
  /** Monday first, each once. */
  readonly days: readonly Weekday[];
  readonly startHourUtc: number;
  readonly durationHours: number;
}

/** A time without upgrades, with nothing left open. */
export type MaintenanceExclusionSpec = {
  readonly [Key in keyof MaintenanceExclusionProps]-?: NonNullable<MaintenanceExclusionProps[Key]>;
};

/** When GKE may upgrade a cluster, with every default filled in. */
export interface MaintenanceSpec {
  readonly window: MaintenanceWindowSpec;
  readonly exclusions: readonly MaintenanceExclusionSpec[];
}

/**
 * Outside of business hours in every region of Google Cloud: Friday evening in Los Angeles when it begins, Sunday morning in
 * Sydney when it ends, and no working day where the week starts on Sunday. It is more than GKE asks for, 48 hours in 32 days, or
 * in 92 by its newer documents, in parts of 4 hours or more.
 */
export const maintenanceDefaults = {
  window: { days: ["saturday"], startHourUtc: 4, durationHours: 16 },
  scope: "no-upgrades",
} as const;

/** Fills in every default. */
export function resolveMaintenance({ window = {}, exclusions = [] }: MaintenanceProps): MaintenanceSpec {
  const defaults = maintenanceDefaults.window;
  const days: readonly Weekday[] = window.days ?? defaults.days;
  return {
    window: {
      // GKE gives them back in this order: any other would be a change.
      days: weekdayNames.filter((day) => days.includes(day)),
      startHourUtc: window.startHourUtc ?? defaults.startHourUtc,
      durationHours: window.durationHours ?? defaults.durationHours,
    },
    exclusions: exclusions.map((exclusion) => ({
      ...exclusion,
      scope: exclusion.scope ?? maintenanceDefaults.scope,
    })),
  };
}

/** Hours that GKE asked for in any 32 days, until its documents came to say 92. Which of the two a project gets is not known. */
export const askedHours = { least: 48, inDays: 32 } as const;

/** How many hours a window is open in any so many days, at least. */
export function leastOpenHours({ days, durationHours }: MaintenanceWindowSpec, inDays: number): number {
  const weeks = Math.floor(inDays / 7);
  // Of the days beyond whole weeks, all may be others than these.
  const beyond = Math.max(0, (inDays % 7) - (7 - days.length));
  return (weeks * days.length + beyond) * durationHours;
}
