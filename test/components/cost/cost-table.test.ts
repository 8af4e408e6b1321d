import { gatewayCost } from "../../../components/gateway/gke/cost";
import { costTable } from "../../../components/cost/cost-table";
import { monthlyCost } from "../../../components/cost/monthly-cost";
import type { PoolInput } from "../../../components/cost/monthly-cost";

const system: PoolInput = {
  name: "system",
  machineType: "e2-standard-4",
  consumption: "on-demand",
  minNodes: 1,
  currentNodes: 2,
  maxNodes: 6,
};
const tpu: PoolInput = {
  name: "tpu-v6e-4",
  machineType: "ct6e-standard-4t",
  consumption: "spot",
  minNodes: 0,
  currentNodes: 2,
  maxNodes: 8,
};

test("the table has a row for each part, and the sum", () => {
  const cost = monthlyCost({
    region: "europe-west4",
    pools: [system, tpu],
    fixed: ["cluster", gatewayCost("public")],
  });

  expect(costTable(cost)).toEqual([
    "USD a month                            minimum  current  maximum",
    "system       e2-standard-4, on-demand      108      215      646",
    "tpu-v6e-4    ct6e-standard-4t, spot          0   10,407   41,628",
    "cluster      management fee                 73       73       73",
    "gateway      forwarding rule                18       18       18",
    "total                                      199   10,714   42,365",
  ]);
});

test("a price that is not known is shown as such, and what to do", () => {
  const cost = monthlyCost({ region: "southamerica-west1", pools: [tpu], fixed: [gatewayCost("public")] });

  expect(costTable(cost)).toEqual([
    "USD a month                          minimum  current  maximum",
    "tpu-v6e-4    ct6e-standard-4t, spot  unknown  unknown  unknown",
    "gateway      forwarding rule              18       18       18",
    "total                                     18       18       18",
    "no list price is known for ct6e-standard-4t (spot) in southamerica-west1: the total excludes it; set prices.machines",
  ]);
});
