import type { Problem } from "../problems/problems";
import type { Consumption } from "./consumption";
import { accelerator } from "./table";
import type { AcceleratorName } from "./table";

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
      rule: `must be one of the ways in which ${name} is offered`,
      got: consumption,
      fix: `set consumption to one of ${offered.join(", ")}, or use another accelerator`,
    },
  ];
}
