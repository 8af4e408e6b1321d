import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { projectDir } from "../../support/sources";
import { ended } from "@switchyard/process/testing/ended";

const names = z.record(z.string(), z.string());

/** What package.json declares for those who install the package. */
export const manifest = z
  .object({
    dependencies: names,
    peerDependencies: names,
    peerDependenciesMeta: z.record(z.string(), z.object({ optional: z.boolean() })),
  })
  .parse(JSON.parse(readFileSync(path.join(projectDir, "package.json"), "utf8")));

/** The packages that every program installs along with this one. */
export const requiredPeers: readonly string[] = Object.keys(manifest.peerDependencies).filter(
  (name) => manifest.peerDependenciesMeta[name]?.optional !== true,
);

/** Compilers of a program, which it brings itself. */
const compilers = ["typescript", "@types/node"];

/**
 * Unpacks the package into a program, as npm does, next to what it declares and nothing else. No network is needed: the
 * other packages are links to those of this checkout.
 */
export async function installPackage(
  tarball: string,
  program: string,
  peers: readonly string[],
): Promise<void> {
  const modules = path.join(program, "node_modules");
  const own = path.join(modules, "switchyard");
  mkdirSync(own, { recursive: true });
  const unpacked = await ended(
    "tar",
    ["-xzf", tarball, "-C", own, "--strip-components=1"],
    program,
    process.env,
  );
  expect(unpacked.code).toBe(0);
  for (const name of [...Object.keys(manifest.dependencies), ...peers, ...compilers]) {
    mkdirSync(path.dirname(path.join(modules, name)), { recursive: true });
    symlinkSync(path.join(projectDir, "node_modules", name), path.join(modules, name));
  }
}
