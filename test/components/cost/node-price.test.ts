import { acceleratorNames, accelerators } from "../../../components/accelerators/table";
import { consumptions } from "../../../components/accelerators/consumption";
import { machineFamilies } from "../../../components/cost/list-prices";
import { nodeUsdPerHour } from "../../../components/cost/node-price";

test.each([
  ["ct6e-standard-1t", "us-central1", "on-demand", 2.7],
  ["ct6e-standard-4t", "us-central1", "on-demand", 10.8],
  ["ct6e-standard-4t", "europe-west4", "on-demand", 11.88],
  ["ct6e-standard-8t", "europe-west4", "spot", 14.256],
  ["n1-standard-8", "us-central1", "on-demand", 0.73],
  ["g2-standard-8", "us-central1", "on-demand", 0.85362],
  ["g2-standard-24", "us-central1", "on-demand", 2.00082],
  ["g2-standard-96", "europe-west4", "spot", 4.41424],
  ["a2-highgpu-1g", "us-central1", "on-demand", 3.67339],
  ["a2-ultragpu-1g", "us-central1", "on-demand", 5.0277],
  ["a3-highgpu-8g", "us-central1", "on-demand", 87.83248],
  ["a3-highgpu-1g", "europe-west4", "spot", 5.20343],
  ["e2-standard-4", "us-central1", "on-demand", 0.1340225],
  ["e2-standard-4", "europe-west4", "on-demand", 0.14754375],
] as const)("%s in %s costs, %s, USD %d an hour", (machineType, region, consumption, usd) => {
  expect(nodeUsdPerHour(machineType, region, consumption)).toBeCloseTo(usd, 5);
});

test("flex-start counts as on demand, which it never exceeds", () => {
  expect(nodeUsdPerHour("g2-standard-8", "us-central1", "flex-start")).toBe(
    nodeUsdPerHour("g2-standard-8", "us-central1", "on-demand"),
  );
});

test.each([
  ["g2-standard-8", "mars-north1", "on-demand"],
  ["c4-standard-4", "us-central1", "on-demand"],
  ["toString", "us-central1", "on-demand"],
  ["ct6e-standard-4t", "southamerica-west1", "spot"],
] as const)("the price of %s in %s, %s, is not guessed", (machineType, region, consumption) => {
  expect(nodeUsdPerHour(machineType, region, consumption)).toBeUndefined();
});

test("a price of one's own holds for every region and way to pay, and for that machine alone", () => {
  const own = { machines: { "ct6e-standard-4t": 5 } };

  expect(consumptions.map((way) => nodeUsdPerHour("ct6e-standard-4t", "mars-north1", way, own))).toEqual([
    5, 5, 5,
  ]);
  expect(nodeUsdPerHour("ct6e-standard-1t", "us-central1", "on-demand", own)).toBe(2.7);
});

test.each(["us-central1", "europe-west4"])("every accelerator that %s has is priced there", (region) => {
  const offered = acceleratorNames.filter((name) =>
    accelerators[name].zones.some((zone) => zone.startsWith(`${region}-`)),
  );
  const unpriced = offered.filter((name) =>
    consumptions.some((way) => nodeUsdPerHour(accelerators[name].machineType, region, way) === undefined),
  );

  expect(offered.length).toBe(acceleratorNames.length);
  expect(unpriced).toEqual([]);
});

test("no spot price is above the one on demand, which would be another offer's", () => {
  const prices = machineFamilies.flatMap((family) =>
    Object.values(family.prices).flatMap(({ host, chip }) => [host, chip]),
  );
  const odd = prices.filter(
    ([onDemand, spot]) => onDemand !== undefined && spot !== undefined && spot > onDemand,
  );

  expect(prices.length).toBeGreaterThan(100);
  expect(odd).toEqual([]);
});

test("every machine of the accelerators is in one family, with as many chips", () => {
  const machines = machineFamilies.flatMap((family) => Object.entries(family.machines));
  const chips = new Map(machines.map(([machineType, [, count]]) => [machineType, count]));

  expect(chips.size).toBe(machines.length);
  expect(acceleratorNames.map((name) => chips.get(accelerators[name].machineType))).toEqual(
    acceleratorNames.map((name) => accelerators[name].chips),
  );
});
