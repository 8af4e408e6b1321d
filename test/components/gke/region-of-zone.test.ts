import { regionOfZone } from "../../../components/gke/region-of-zone";

test.each([
  ["europe-west4-a", "europe-west4"],
  ["northamerica-northeast1-c", "northamerica-northeast1"],
  ["europe-west4", "europe-west4"],
])("the region of %s is %s", (location, region) => {
  expect(regionOfZone(location)).toBe(region);
});
