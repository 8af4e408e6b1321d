import { releaseChannels } from "../catalogue/gke-versions";
import { channelDefaults, minorVersions } from "../catalogue/gke-versions";
import { offeredVersion } from "../catalogue/offered-version";

const regular = (version: string | undefined, day: string) =>
  offeredVersion({ channel: "REGULAR", version, day });

test.each([
  ["2025-10-02", "1.33.4-gke.1245000"],
  ["2026-03-01", "1.34.3-gke.1318000"],
  ["2026-09-17", "1.35.8-gke.1036000"],
  ["2031-01-01", "1.35.8-gke.1036000"],
  ["2020-01-01", "1.33.4-gke.1245000"],
])("a cluster of %s that asks for no version gets the default of its channel", (day, version) => {
  expect(regular(undefined, day)).toBe(version);
  expect(regular("-", day)).toBe(version);
});

test.each([
  ["RAPID", "1.36.4-gke.1082000"],
  ["REGULAR", "1.35.8-gke.1036000"],
  ["STABLE", "1.35.6-gke.1250000"],
  ["EXTENDED", "1.35.8-gke.1225000"],
] as const)("%s has a separate default", (channel, version) => {
  expect(offeredVersion({ channel, version: undefined, day: "2026-11-27" })).toBe(version);
});

test.each([
  ["1.34", "2026-08-01", "1.34.8-gke.1278000"],
  ["1.34", "2026-09-30", "1.34.11-gke.1209000"],
  ["1.35", "2026-02-11", "1.35.0-gke.1624000"],
  ["1.35.2", "2026-11-27", "1.35.2-gke.1269001"],
  ["1.36", "2026-06-09", "1.36.0-gke.3302004"],
  ["1.35.8-gke.1036000", "2026-11-27", "1.35.8-gke.1036000"],
  ["latest", "2026-11-27", "1.36.4-gke.1082000"],
])("asked for %s on %s, Regular gives %s", (version, day, given) => {
  expect(regular(version, day)).toBe(given);
});

test.each([
  ["the day on which standard support ends", "1.34", "2026-10-01"],
  ["a year later", "1.34", "2027-11-30"],
  ["before it is there", "1.35", "2026-02-10"],
  ["a minor that is no beginning of another", "1.3", "2026-11-27"],
  ["a patch that does not exist", "1.35.99", "2026-11-27"],
])("no prefix: %s", (_case, version, day) => {
  expect(() => regular(version, day)).toThrow(
    `googleapi: Error 400: No valid versions with the prefix "${version}" found., badRequest`,
  );
});

test.each([
  ["that is no longer offered", "1.34.8-gke.1278000", "2026-10-01"],
  ["that is not offered yet", "1.35.8-gke.1036000", "2026-09-16"],
  ["that never was", "1.35.8-gke.1", "2026-11-27"],
])("no whole version %s", (_case, version, day) => {
  expect(() => regular(version, day)).toThrow(
    `googleapi: Error 400: Master version "${version}" is unsupported., badRequest`,
  );
});

test("Extended keeps a minor version for as long as two years, and Stable gets it later than Regular", () => {
  const day = "2026-11-27";

  expect(offeredVersion({ channel: "EXTENDED", version: "1.34", day })).toBe("1.34.11-gke.1209000");
  expect(offeredVersion({ channel: "RAPID", version: "1.36", day })).toBe("1.36.4-gke.1082000");
  expect(() => offeredVersion({ channel: "STABLE", version: "1.36", day })).toThrow("No valid versions");
});

test.each(releaseChannels.flatMap((channel) => channelDefaults.map((row) => [channel, row] as const)))(
  "the default of %s is a version that it offers: $from",
  (channel, row) => {
    expect(offeredVersion({ channel, version: row[channel], day: row.from })).toBe(row[channel]);
  },
);

test("dates and patches are in their order", () => {
  const dates = channelDefaults.map(({ from }) => from);

  expect(dates).toEqual([...dates].sort());
  for (const { name, patches, standardSupportEnds, extendedSupportEnds } of minorVersions) {
    const days = patches.map(({ from }) => from);
    expect([name, days]).toEqual([name, [...days].sort()]);
    expect(standardSupportEnds < extendedSupportEnds).toBe(true);
    expect(patches.every(({ version }) => version.startsWith(`${name}.`))).toBe(true);
  }
});
