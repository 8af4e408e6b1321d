import { quote } from "../../problems/problems";
import type { Problem } from "../../problems/problems";
import { formatPath } from "../../problems/schema-problems";
import type { MaintenanceExclusionSpec, MaintenanceSpec } from "./maintenance";

const dayMs = 24 * 3_600_000;

/**
 * Longest time without any upgrade, in days. GKE asks for 48 hours of maintenance in any 92 days. Source: GKE's "Configure
 * maintenance windows and exclusions" (read 2026-11).
 */
const longestWithoutUpgradesDays = 90;

/** Maximum number of exclusions that prevent all upgrades. Source: GKE's "Maintenance windows and exclusions", limitations of exclusions. */
const mostWithoutUpgrades = 3;

/** Problems of the times in which GKE may not upgrade, beyond their types. */
export function checkMaintenance({ exclusions }: MaintenanceSpec): readonly Problem[] {
  return [...checkNumber(exclusions), ...exclusions.flatMap(checkExclusion)];
}

function checkNumber(exclusions: readonly MaintenanceExclusionSpec[]): readonly Problem[] {
  const { length } = exclusions.filter(({ scope }) => scope === "no-upgrades");
  if (length <= mostWithoutUpgrades) return [];
  return [
    {
      code: "OutOfRange",
      path: formatPath(["cluster", "maintenance", "exclusions"]),
      rule: `must hold at most ${mostWithoutUpgrades} with the scope no-upgrades, which is the default`,
      got: String(length),
      fix: "remove some, or use the scope no-minor-or-node-upgrades; GKE accepts 20 of all scopes together",
    },
  ];
}

function checkExclusion(
  exclusion: MaintenanceExclusionSpec,
  index: number,
  exclusions: readonly MaintenanceExclusionSpec[],
): readonly Problem[] {
  const path = (key: keyof MaintenanceExclusionSpec) =>
    formatPath(["cluster", "maintenance", "exclusions", index, key]);
  const first = exclusions.findIndex(({ name }) => name === exclusion.name);
  const repeated: readonly Problem[] =
    first === index
      ? []
      : [
          {
            code: "DuplicateName",
            path: path("name"),
            rule: "must differ from the name of every other exclusion",
            got: quote(exclusion.name),
            fix: "choose another name",
          },
        ];
  return [...repeated, ...checkTimes(exclusion, path("end"))];
}

function checkTimes({ start, end, scope }: MaintenanceExclusionSpec, path: string): readonly Problem[] {
  const days = (Date.parse(end) - Date.parse(start)) / dayMs;
  if (days <= 0)
    return [
      {
        code: "OutOfRange",
        path,
        rule: `must be later than start, ${start}`,
        got: quote(end),
        fix: "give the time at which upgrades may resume",
      },
    ];
  if (scope !== "no-upgrades" || days <= longestWithoutUpgradesDays) return [];
  return [
    {
      code: "OutOfRange",
      path,
      rule: `must be at most ${longestWithoutUpgradesDays} days after start where scope is no-upgrades`,
      got: `${quote(end)}, which is ${Math.ceil(days)} days after it`,
      fix: "end it sooner, or use the scope no-minor-or-node-upgrades, which may last longer",
    },
  ];
}
