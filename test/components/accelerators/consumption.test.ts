import { checkConsumption } from "../../../components/accelerators/check-consumption";
import { consumptions } from "../../../components/accelerators/consumption";
import { acceleratorNames } from "../../../components/accelerators/table";
import { formatProblem } from "../../../components/problems/problems";

test.each(["on-demand", "reservation"] as const)("an H100 machine that is not whole is never %s", (way) => {
  expect(checkConsumption("nodePools.consumption", "nvidia-h100-80gb-x2", way).map(formatProblem)).toEqual([
    `nodePools.consumption: must be one of the ways in which nvidia-h100-80gb-x2 is offered, got ${way}; ` +
      "set consumption to one of spot, flex-start, or use another accelerator [ConsumptionNotOffered]",
  ]);
});

test("everything else is offered in every way", () => {
  const refused = acceleratorNames.flatMap((name) =>
    consumptions.filter((way) => checkConsumption("x", name, way).length > 0).map((way) => `${name} ${way}`),
  );

  expect(refused).toEqual([
    "nvidia-h100-80gb on-demand",
    "nvidia-h100-80gb reservation",
    "nvidia-h100-80gb-x2 on-demand",
    "nvidia-h100-80gb-x2 reservation",
    "nvidia-h100-80gb-x4 on-demand",
    "nvidia-h100-80gb-x4 reservation",
  ]);
});
