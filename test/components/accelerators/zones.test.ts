import { zones } from "../../../components/accelerators/zones";

test("every entry is a zone, listed once and in order", () => {
  for (const list of Object.values(zones)) {
    expect(list.length).toBeGreaterThan(5);
    expect(list.filter((zone) => !/^[a-z]+-[a-z]+[0-9]+-[a-f]$/.test(zone))).toEqual([]);
    expect(list).toEqual([...new Set(list)].sort());
  }
});

test("the zones of the documents' examples have what the examples use", () => {
  expect(zones.v6e).toEqual([
    "asia-northeast1-b",
    "europe-west4-a",
    "southamerica-west1-a",
    "us-central1-b",
    "us-east1-d",
    "us-east5-a",
    "us-east5-b",
  ]);
  expect(zones.l4).toContain("us-central1-a");
  expect(zones.h100).not.toContain("europe-west4-a");
  expect(Object.fromEntries(Object.entries(zones).map(([kind, list]) => [kind, list.length]))).toEqual({
    v6e: 7,
    t4: 51,
    l4: 44,
    a100: 19,
    a100x80: 7,
    h100: 24,
  });
});
