import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { toolSources } from "./cache";
import { runGo } from "./go-command";
import { providerSchemaFiles, untypedSdk } from "./provider-sources";
import type { GoOrigin } from "./tool";

const resolveAddrListHead =
  "func (r *Resolver) resolveAddrList(ctx context.Context, op, network, addr string, hint Addr) (addrList, error) {\n";

/**
 * Writes the changes to a tool's sources and returns the flags by which `go build` applies them.
 * @param workDir existing folder that gets the changed sources.
 */
export async function overlayFlags(
  overlay: NonNullable<GoOrigin["overlay"]>,
  moduleDir: string,
  workDir: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const overlayFile = path.join(workDir, "overlay.json");
  const isProvider = overlay === "provider-schema";
  const replace = isProvider
    ? await providerSchemaFiles(moduleDir, signal)
    : await podNetworkFiles(moduleDir, workDir, signal);
  await writeFile(overlayFile, JSON.stringify({ Replace: replace }));
  const modFile = isProvider ? ["-modfile", await untypedSdk(moduleDir, workDir, signal)] : [];
  return ["-overlay", overlayFile, ...modFile];
}

/**
 * Makes Go's net/dial.go ask tools/podnet for the address of every listener and connection.
 * @throws Error unless the text to change occurs exactly once, as in a Go release that this was not written for.
 */
export function insertPodAddress(dialSource: string): string {
  const parts = dialSource.split(resolveAddrListHead);
  if (parts.length !== 2)
    throw new Error(
      `net/dial.go: want func resolveAddrList exactly once, found ${parts.length - 1} times; ` +
        "tools/podnet fits another Go release",
    );
  return parts.join(`${resolveAddrListHead}\taddr = podAddress(op, addr)\n`);
}

async function podNetworkFiles(
  moduleDir: string,
  workDir: string,
  signal: AbortSignal,
): Promise<Readonly<Record<string, string>>> {
  const goRoot = (await runGo(["env", "GOROOT"], { cwd: moduleDir, signal })).trim();
  const original = path.join(goRoot, "src/net/dial.go");
  const changed = path.join(workDir, "dial.go");
  await writeFile(changed, insertPodAddress(await readFile(original, "utf8")));
  return {
    [original]: changed,
    [path.join(goRoot, "src/net/podnet.go")]: path.join(toolSources, "podnet/podnet.go"),
  };
}
