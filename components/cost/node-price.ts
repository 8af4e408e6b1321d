import type { Consumption } from "../accelerators/consumption";
import { machineFamilies } from "./list-prices";
import type { Price } from "./list-prices";
import type { PriceOverrides } from "./price-overrides";

/**
 * What a node costs in USD an hour, accelerators included; `undefined` where no price is known, because prices are never guessed.
 * Flex-start counts as on demand: it is cheaper, but Google's list has no price that holds for all of it. So does a reservation,
 * which costs the same while its nodes do not run; commitments that go with it are not known here.
 */
export function nodeUsdPerHour(
  machineType: string,
  region: string,
  consumption: Consumption,
  overrides?: PriceOverrides,
): number | undefined {
  const own = overrides?.machines;
  if (own !== undefined && Object.hasOwn(own, machineType)) return own[machineType];
  return listUsdPerHour(machineType, region, consumption);
}

function listUsdPerHour(machineType: string, region: string, consumption: Consumption): number | undefined {
  const family = machineFamilies.find(({ machines }) => Object.hasOwn(machines, machineType));
  const parts = family?.machines[machineType];
  const prices = family?.prices[region];
  if (parts === undefined || prices === undefined) return undefined;
  const [hosts, chips] = parts;
  const host = priceOf(prices.host, consumption);
  const chip = priceOf(prices.chip, consumption);
  return host === undefined || chip === undefined ? undefined : hosts * host + chips * chip;
}

function priceOf([onDemand, spot]: Price, consumption: Consumption): number | undefined {
  return consumption === "spot" ? spot : onDemand;
}
