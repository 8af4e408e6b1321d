/** The region of a zone: `europe-west4` of `europe-west4-a`, `us-south1` of the AI zone `us-south1-ai1b`. A region is returned as is. */
export function regionOfZone(location: string): string {
  return location.replace(/-(?:ai\d+)?[a-z]$/, "");
}
