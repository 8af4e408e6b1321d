/**
 * Versions of GKE by release channel, with the dates on which they appear and disappear.
 *
 * Sources, read 2026-11-27:
 * - Regular, and the ends of standard support: Google's "GKE release schedule" as endoflife.date keeps it
 *   (endoflife-date/endoflife.date at a70eca3, products/google-kubernetes-engine.md).
 * - Rapid and Stable: the first release note of the channel that has the minor version, as
 *   planetscale/gke-renovate-datasource at 5879a31 (static/*.json) collects them, which begins in October 2025. What it does
 *   not have is taken to come with Regular (Rapid) or not yet to be there (Stable); what Stable had before has the day of the
 *   first table of defaults below.
 * - Extended: "GKE versioning and support": from Regular on, for 24 months.
 *   Minor 1.37 is in Rapid since September 2026; no patch of it is known here, so that it is not offered.
 * - Patches and defaults: tables "Current versions" of docs.cloud.google.com/kubernetes-engine/docs/release-notes, and its
 *   feeds gke-{regular,extended,no-channel}-channel-release-notes.xml up to 2026-09-23.
 */
export const releaseChannels = ["RAPID", "REGULAR", "STABLE", "EXTENDED"] as const;

export type ReleaseChannel = (typeof releaseChannels)[number];

/** One minor version. All dates are days such as 2026-02-11. */
export interface MinorVersion {
  readonly name: string;
  /** First day in each channel; channels without it are left out. */
  readonly from: Readonly<Partial<Record<ReleaseChannel, string>>>;
  /** Day on which it leaves every channel but Extended. */
  readonly standardSupportEnds: string;
  /** Day on which it leaves Extended. */
  readonly extendedSupportEnds: string;
  /** Patches with the day from which they are known, oldest first. GKE drops old ones, which is not simulated. */
  readonly patches: readonly Patch[];
}

export interface Patch {
  readonly version: string;
  readonly from: string;
}

export const minorVersions: readonly MinorVersion[] = [
  {
    name: "1.32",
    from: { RAPID: "2025-02-11", REGULAR: "2025-02-11", STABLE: "2025-10-02", EXTENDED: "2025-02-11" },
    ...{ standardSupportEnds: "2026-04-11", extendedSupportEnds: "2027-02-11" },
    patches: [
      { version: "1.32.9-gke.1010000", from: "2025-10-02" },
      { version: "1.32.13-gke.1258000", from: "2026-04-22" },
      { version: "1.32.13-gke.2314000", from: "2026-08-20" },
    ],
  },
  {
    name: "1.33",
    from: { RAPID: "2025-06-03", REGULAR: "2025-06-03", STABLE: "2025-10-02", EXTENDED: "2025-06-03" },
    ...{ standardSupportEnds: "2026-08-03", extendedSupportEnds: "2027-06-03" },
    patches: [
      { version: "1.33.4-gke.1134000", from: "2025-10-02" },
      { version: "1.33.4-gke.1245000", from: "2025-10-02" },
      { version: "1.33.5-gke.2019000", from: "2026-01-15" },
      { version: "1.33.5-gke.2100000", from: "2026-01-15" },
      { version: "1.33.5-gke.2228001", from: "2026-01-29" },
      { version: "1.33.13-gke.1499000", from: "2026-08-20" },
    ],
  },
  {
    name: "1.34",
    from: { RAPID: "2025-09-30", REGULAR: "2025-09-30", STABLE: "2026-02-19", EXTENDED: "2025-09-30" },
    ...{ standardSupportEnds: "2026-10-01", extendedSupportEnds: "2027-09-30" },
    patches: [
      { version: "1.34.0-gke.2201000", from: "2025-10-02" },
      { version: "1.34.1-gke.1127000", from: "2025-10-02" },
      { version: "1.34.3-gke.1051003", from: "2026-01-29" },
      { version: "1.34.3-gke.1318000", from: "2026-02-04" },
      { version: "1.34.8-gke.1000000", from: "2026-07-10" },
      { version: "1.34.8-gke.1278000", from: "2026-07-10" },
      { version: "1.34.11-gke.1209000", from: "2026-09-23" },
    ],
  },
  {
    name: "1.35",
    from: { RAPID: "2025-12-29", REGULAR: "2026-02-11", STABLE: "2026-04-09", EXTENDED: "2026-02-11" },
    ...{ standardSupportEnds: "2027-04-11", extendedSupportEnds: "2028-02-11" },
    patches: [
      { version: "1.35.0-gke.1272000", from: "2025-12-29" },
      { version: "1.35.0-gke.1624000", from: "2026-01-15" },
      { version: "1.35.0-gke.3047001", from: "2026-02-19" },
      { version: "1.35.2-gke.1269001", from: "2026-04-09" },
      { version: "1.35.5-gke.1163012", from: "2026-07-10" },
      { version: "1.35.6-gke.1250000", from: "2026-08-20" },
      { version: "1.35.7-gke.1222000", from: "2026-08-20" },
      { version: "1.35.8-gke.1036000", from: "2026-09-17" },
      { version: "1.35.8-gke.1225000", from: "2026-09-23" },
    ],
  },
  {
    name: "1.36",
    from: { RAPID: "2026-06-09", REGULAR: "2026-06-09", EXTENDED: "2026-06-09" },
    ...{ standardSupportEnds: "2027-08-09", extendedSupportEnds: "2028-06-09" },
    patches: [
      { version: "1.36.0-gke.3302004", from: "2026-07-10" },
      { version: "1.36.4-gke.1082000", from: "2026-08-20" },
    ],
  },
];

/** Default version of new clusters, from a day on. */
export interface ChannelDefaults extends Readonly<Record<ReleaseChannel, string>> {
  readonly from: string;
}

/** Oldest first. If a table's day is not known, it is the latest day from which its versions are known. */
export const channelDefaults: readonly ChannelDefaults[] = [
  {
    from: "2025-10-02",
    ...{ RAPID: "1.34.0-gke.2201000", REGULAR: "1.33.4-gke.1245000" },
    ...{ STABLE: "1.33.4-gke.1134000", EXTENDED: "1.33.4-gke.1245000" },
  },
  {
    from: "2026-01-15",
    ...{ RAPID: "1.35.0-gke.1624000", REGULAR: "1.33.5-gke.2100000" },
    ...{ STABLE: "1.33.5-gke.2019000", EXTENDED: "1.33.5-gke.2100000" },
  },
  {
    from: "2026-02-19",
    ...{ RAPID: "1.35.0-gke.3047001", REGULAR: "1.34.3-gke.1318000" },
    ...{ STABLE: "1.33.5-gke.2228001", EXTENDED: "1.34.3-gke.1318000" },
  },
  {
    from: "2026-07-10",
    ...{ RAPID: "1.36.0-gke.3302004", REGULAR: "1.35.5-gke.1163012" },
    ...{ STABLE: "1.34.8-gke.1000000", EXTENDED: "1.35.5-gke.1163012" },
  },
  {
    from: "2026-08-20",
    ...{ RAPID: "1.36.4-gke.1082000", REGULAR: "1.35.7-gke.1222000" },
    ...{ STABLE: "1.35.6-gke.1250000", EXTENDED: "1.35.7-gke.1222000" },
  },
  {
    from: "2026-09-17",
    ...{ RAPID: "1.36.4-gke.1082000", REGULAR: "1.35.8-gke.1036000" },
    ...{ STABLE: "1.35.6-gke.1250000", EXTENDED: "1.35.7-gke.1222000" },
  },
  {
    from: "2026-09-23",
    ...{ RAPID: "1.36.4-gke.1082000", REGULAR: "1.35.8-gke.1036000" },
    ...{ STABLE: "1.35.6-gke.1250000", EXTENDED: "1.35.8-gke.1225000" },
  },
];
