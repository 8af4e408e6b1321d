/** The region of a zone: `europe-west4` of `europe-west4-a`. A region maps to itself, because a cluster may be in either. */
export function regionOfZone(location: string): string {
  return location.replace(/-[a-z]$/, "");
}
