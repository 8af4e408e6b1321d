import { existsSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { writePrivate } from "../control-plane/credentials";
import { readIfValid } from "@switchyard/process/read-if-valid";
import type { ClusterSettings } from "../settings";
import type { Toolchain } from "@switchyard/toolchain";
import { UserError } from "@switchyard/process/user-error";

const file = z.string();

const schema = z.object({
  cacheDir: z.string(),
  tools: z.object({
    pulumi: file,
    "pulumi-language-nodejs": file,
    "pulumi-resource-kubernetes": file,
    etcd: file,
    "kube-apiserver": file,
    "kube-controller-manager": file,
    "kube-scheduler": file,
    bbr: file,
    epp: file,
    envoy: file,
  }),
  crdDirs: z.array(z.string()),
  bodyBasedRouterChart: z.string(),
  chartReachable: z.boolean(),
});

/** The tools that a cluster was started with, and where its BBR chart comes from. */
export interface SavedToolchain {
  readonly toolchain: Toolchain;
  readonly chartReachable: boolean;
}

/** Saves the tools that a cluster is started with, so that later commands use exactly these. */
export function saveToolchain(
  settings: ClusterSettings,
  { toolchain, chartReachable }: SavedToolchain,
): void {
  writePrivate(toolchainFile(settings), JSON.stringify({ ...toolchain, chartReachable }, null, 2));
}

/**
 * The tools that the cluster was started with.
 * @throws UserError when it has never been started, or when another version saved them.
 */
export function loadToolchain(settings: ClusterSettings): SavedToolchain {
  const savedFile = toolchainFile(settings);
  if (!existsSync(savedFile))
    throw new UserError("the laptop cluster has not been started here yet; run `npm start` first");
  const saved = readIfValid(savedFile, schema);
  if (saved === undefined)
    throw new UserError(`${savedFile}: damaged or from another version; run \`npm start\` again`);
  const { chartReachable, ...toolchain } = saved;
  return { toolchain, chartReachable };
}

function toolchainFile(settings: ClusterSettings): string {
  return path.join(settings.stateDir, "toolchain.json");
}
