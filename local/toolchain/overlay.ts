import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { toolSources } from "./cache";
import { moduleFolder, runGo } from "./go-command";
import type { GoOrigin } from "./tool";

const providerModule = "github.com/pulumi/pulumi-kubernetes/provider/v4";
const providerSchemas = ["schema.json", "terraform-mapping.json"];

const resolveAddrListHead =
  "func (r *Resolver) resolveAddrList(ctx context.Context, op, network, addr string, hint Addr) (addrList, error) {\n";

/**
 * Writes the file that `go build -overlay` reads for a tool and returns its path.
 * @param workDir existing folder that gets the changed sources.
 */
export async function writeOverlay(
  overlay: NonNullable<GoOrigin["overlay"]>,
  moduleDir: string,
  workDir: string,
  signal: AbortSignal,
): Promise<string> {
  const replace =
    overlay === "pod-network"
      ? await podNetworkFiles(moduleDir, workDir, signal)
      : await providerSchemaFiles(moduleDir, signal);
  const file = path.join(workDir, "overlay.json");
  await writeFile(file, JSON.stringify({ Replace: replace }));
  return file;
}

/**
 * Makes Go's net/dial.go ask tools/podnet for the address of every listener and connection.
 * @throws Error when the text to change is not there exactly once, as in a Go release that it was not written for.
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

/** The provider's main embeds two files that its module has in another folder. */
async function providerSchemaFiles(
  moduleDir: string,
  signal: AbortSignal,
): Promise<Readonly<Record<string, string>>> {
  const source = path.join(
    await moduleFolder(providerModule, moduleDir, signal),
    "cmd/pulumi-resource-kubernetes",
  );
  return Object.fromEntries(
    providerSchemas.map((name) => [path.join(moduleDir, name), path.join(source, name)]),
  );
}
