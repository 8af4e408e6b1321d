import type { Problem } from "../problems/problems";
import { accelerator } from "./table";
import type { AcceleratorName } from "./table";

/**
 * How nodes are paid for. On-demand nodes stay; spot nodes are cheaper and can be taken away at any time; flex-start
 * nodes come when there is room for them and run for at most seven days; nodes of a reservation are paid for whether they run
 * or not, and their place is kept.
 */
export const consumptions = ["on-demand", "spot", "flex-start", "reservation"] as const;

export type Consumption = (typeof consumptions)[number];

/** Whether Google sells an accelerator in a way. */
export function checkConsumption(
  path: string,
  name: AcceleratorName,
  consumption: Consumption,
): readonly Problem[] {
  const offered = accelerator(name).consumption;
  if (offered.includes(consumption)) return [];
  return [
    {
      code: "ConsumptionNotOffered",
      path,
      rule: `must be a way in which ${name} is offered`,
      got: consumption,
      fix: `set consumption to one of ${offered.join(", ")}, or use another accelerator`,
    },
  ];
}
