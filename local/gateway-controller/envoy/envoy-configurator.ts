import { mkdirSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { EnvoyConfig, EnvoyResource } from "../translate/envoy-config";
import { readIfExists, removeOthers, writeIfChanged } from "./atomic-file";
import { envoyBootstrap } from "./bootstrap";
import { discoveryFiles } from "./discovery-files";
import type { DiscoveryFile, DiscoveryFiles } from "./discovery-files";
import { hasClusters, hasTaken } from "./envoy-admin";
import type { EnvoyAdmin } from "./envoy-admin";
import type { EnvoyPaths } from "./envoy-paths";

const waitMs = 5000;

/** Envoy cuts requests that still use a cluster when it is removed. */
const usualDrainMs = 1000;

/** Passes configurations to Envoy in files. */
export class EnvoyConfigurator {
  private served: EnvoyConfig | undefined;

  constructor(
    private readonly paths: EnvoyPaths,
    private readonly admin: Pick<EnvoyAdmin, "waitUntil">,
    private readonly drainMs = usualDrainMs,
  ) {}

  /** Writes the files that Envoy needs to start, keeping listeners and clusters of the previous run, if any. */
  prepare(adminPort: number): void {
    writeIfChanged(this.paths.bootstrap, JSON.stringify(envoyBootstrap(this.paths, adminPort), null, 2));
    for (const dir of [this.paths.endpointDir, this.paths.routeDir, path.dirname(this.paths.accessLog)])
      mkdirSync(dir, { recursive: true });
    const empty = discoveryFiles({ listeners: [], routes: [], clusters: [], endpoints: [] }, this.paths);
    for (const file of [empty.clusters, empty.listeners])
      if (readIfExists(file.path) === undefined) writeIfChanged(file.path, file.content);
  }

  /**
   * Writes a configuration in an order without dangling references: endpoints, clusters, and once Envoy has those, routes
   * and listeners; unused clusters are removed last, when their requests have had time to end.
   * @returns whether Envoy serves it.
   */
  async apply(config: EnvoyConfig): Promise<boolean> {
    const files = discoveryFiles(config, this.paths);
    const leaving = this.leavingClusters(config);
    const wider = discoveryFiles({ ...config, clusters: [...config.clusters, ...leaving] }, this.paths);
    if (!(await this.write(wider))) return false;
    if (leaving.length > 0) {
      await sleep(this.drainMs);
      if (!(await this.write(files))) return false;
    }
    this.served = config;
    removeOthers(this.paths.endpointDir, filePaths(files.endpoints));
    removeOthers(this.paths.routeDir, filePaths(files.routes));
    return true;
  }

  private leavingClusters(config: EnvoyConfig): readonly EnvoyResource[] {
    const staying = new Set(config.clusters.map(({ name }) => name));
    return (this.served?.clusters ?? []).filter(({ name }) => !staying.has(name));
  }

  private async write(files: DiscoveryFiles): Promise<boolean> {
    writeAll(files.endpoints);
    if (writeAll([files.clusters])) await this.admin.waitUntil(hasClusters(files), waitMs);
    writeAll([...files.routes, files.listeners]);
    return this.admin.waitUntil(hasTaken(files), waitMs);
  }
}

function writeAll(files: readonly DiscoveryFile[]): boolean {
  return files.filter(({ path, content }) => writeIfChanged(path, content)).length > 0;
}

function filePaths(files: readonly DiscoveryFile[]): readonly string[] {
  return files.map((file) => file.path);
}
