import { inUtc, isInstant } from "../../../../components/gke/cluster/instant";

test("GKE takes times in UTC, to the second", () => {
  expect(isInstant("2026-12-09T23:00:00Z")).toBe(true);
});

test.each([
  ["2026-12-10T00:00:00+01:00", "2026-12-09T23:00:00Z"],
  ["2026-12-31T20:30:00-05:00", "2027-01-01T01:30:00Z"],
  ["2026-12-10T05:30:00+0530", "2026-12-10T00:00:00Z"],
  ["2026-12-10T00:00Z", "2026-12-10T00:00:00Z"],
  ["2026-12-10T00:00:00.500Z", "2026-12-10T00:00:00Z"],
  ["2026-12-10 00:00:00+01:00", "2026-12-09T23:00:00Z"],
  ["2026-12-10", "2026-12-10T00:00:00Z"],
])("%s is %s", (text, utc) => {
  expect(isInstant(text)).toBe(false);
  expect(inUtc(text)).toBe(utc);
});

test.each([
  "2026-12-10T00:00:00",
  "2026-13-01T00:00:00Z",
  "tomorrow",
  "12/10/2026",
  "2026-12-10T25:00:00+01:00",
  "",
])("%j says no point in time", (text) => {
  expect(isInstant(text)).toBe(false);
  expect(inUtc(text)).toBeUndefined();
});
