/** The minor version of a release: `v1.2` of `v1.2.3`. */
export function minorVersion(release: string): string {
  return release.split(".").slice(0, 2).join(".");
}
