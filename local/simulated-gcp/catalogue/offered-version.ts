import { GoogleApiError } from "../google-api-error";
import { channelDefaults, minorVersions } from "./gke-versions";
import type { MinorVersion, ReleaseChannel } from "./gke-versions";

/** The version that a new cluster requests. */
export interface VersionRequest {
  readonly channel: ReleaseChannel;
  /** `minMasterVersion`: a whole version, the beginning of one, `latest` or `-`. */
  readonly version: string | undefined;
  /** Such as 2026-11-27. */
  readonly day: string;
}

/**
 * The version that a new control plane gets.
 * @throws GoogleApiError in GKE's words when there is none: terraform-provider-google, issue 22167, and googlecloudrobotics/core,
 * issue 86 (a prefix); CircleCI-Public/server-terraform, pull request 12, and pluralsh/plural, issue 1308 (a whole version).
 */
export function offeredVersion({ channel, version, day }: VersionRequest): string {
  const asked = version === "-" || version === undefined ? undefined : version;
  if (asked === undefined) return defaultVersion(channel, day);
  const offered = minorVersions.filter((minor) => isOffered(minor, channel, day));
  const patches = offered.flatMap((minor) => knownPatches(minor, day));
  if (asked === "latest") return patches.at(-1) ?? defaultVersion(channel, day);
  if (asked.includes("-gke.")) {
    if (patches.includes(asked)) return asked;
    throw new GoogleApiError(400, `Master version "${asked}" is unsupported., badRequest`);
  }
  const newest = patches.findLast((patch) => `${patch.replace("-gke", "")}.`.startsWith(`${asked}.`));
  if (newest !== undefined) return newest;
  throw new GoogleApiError(400, `No valid versions with the prefix "${asked}" found., badRequest`);
}

/** The default of the newest table for the day; it remains when the catalogue is old, because GKE always has a default. */
function defaultVersion(channel: ReleaseChannel, day: string): string {
  const defaults = channelDefaults.findLast(({ from }) => from <= day) ?? channelDefaults[0];
  if (defaults === undefined) throw new Error("the catalogue has no defaults");
  return defaults[channel];
}

function isOffered(
  { from, standardSupportEnds, extendedSupportEnds }: MinorVersion,
  channel: ReleaseChannel,
  day: string,
): boolean {
  const first = from[channel];
  const end = channel === "EXTENDED" ? extendedSupportEnds : standardSupportEnds;
  return first !== undefined && first <= day && day < end;
}

/** A minor version without a known patch on the day has its first one. */
function knownPatches({ patches }: MinorVersion, day: string): readonly string[] {
  const known = patches.filter(({ from }, index) => index === 0 || from <= day);
  return known.map(({ version }) => version);
}
