import { acceleratorNames, accelerators } from "../../../components/accelerators/table";
import { consumptions } from "../../../components/accelerators/consumption";
import { machineFamilies } from "../../../components/cost/list-prices";
import { nodeUsdPerHour } from "../../../components/cost/node-price";
import { regionOfZone } from "../../../components/gke/region-of-zone";

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
    5, 5, 5, 5,
  ]);
  expect(nodeUsdPerHour("ct6e-standard-1t", "us-central1", "on-demand", own)).toBe(2.7);
});

test("every region of every accelerator is priced, but for what its source does not tell", () => {
  const unpriced = acceleratorNames.flatMap((name) => {
    const { machineType, zones, consumption } = accelerators[name];
    const regions = [...new Set(zones.map(regionOfZone))];
    return regions.flatMap((region) =>
      consumption
        .filter((way) => nodeUsdPerHour(machineType, region, way) === undefined)
        .map((way) => `${machineType} ${region} ${way}`),
    );
  });
  const h100Regions = ["asia-east1", "asia-south2", "europe-north1", "europe-west9"];
  const h100 = (machine: string, ways: readonly string[]) =>
    h100Regions.flatMap((region) => ways.map((way) => `${machine} ${region} ${way}`));

  expect(unpriced).toEqual([
    ...["1t", "4t", "8t"].map((size) => `ct6e-standard-${size} southamerica-west1 spot`),
    ...["1g", "2g", "4g"].flatMap((size) => h100(`a3-highgpu-${size}`, ["flex-start"])),
    ...h100("a3-highgpu-8g", ["on-demand", "flex-start", "reservation"]),
  ]);
});

test("a reserved node counts as one on demand", () => {
  expect(nodeUsdPerHour("a3-highgpu-8g", "us-central1", "reservation")).toBe(
    nodeUsdPerHour("a3-highgpu-8g", "us-central1", "on-demand"),
  );
});

test("a system node is priced wherever an accelerator is offered", () => {
  const zones = acceleratorNames.flatMap((name) => accelerators[name].zones);
  const regions = [...new Set(zones.map(regionOfZone))];
  const prices = regions.map((region) => nodeUsdPerHour("e2-standard-4", region, "on-demand"));

  expect(regions.length).toBeGreaterThan(25);
  expect(prices.filter((usd) => usd === undefined || usd < 0.13 || usd > 0.22)).toEqual([]);
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
