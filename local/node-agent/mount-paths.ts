/** A mount's path in the container, and its folder on this machine. */
export interface Mount {
  readonly mountPath: string;
  readonly folder: string;
}

/**
 * The text with every path below a mount replaced by its real path. Containers here have no separate file system, so
 * `/config/x.yaml` must become the real path. Only whole path elements count: `/configuration` and
 * `/etc/config` are other paths than the mount `/config`.
 */
export function translatePaths(text: string, mounts: readonly Mount[]): string {
  if (mounts.length === 0) return text;
  const folders = new Map(mounts.map((mount) => [trimSlash(mount.mountPath), mount.folder]));
  // Longest first: mounts may be nested.
  const paths = [...folders.keys()].sort((a, b) => b.length - a.length).map(escapeRegExp);
  const pattern = new RegExp(`(?<![\\w./-]|:/)(file://)?(${paths.join("|")})(?![\\w.-])`, "g");
  return text.replace(
    pattern,
    (_match, scheme: string | undefined, mountPath: string) =>
      `${scheme ?? ""}${folders.get(mountPath) ?? mountPath}`,
  );
}

function trimSlash(mountPath: string): string {
  return mountPath.replace(/\/+$/, "");
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
