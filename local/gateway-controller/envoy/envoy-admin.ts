import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { DiscoveryFiles } from "./discovery-files";

const statsSchema = z.object({
  stats: z.array(
    z.object({ name: z.string().optional(), value: z.union([z.string(), z.number()]).optional() }),
  ),
});

/** Envoy's statistics by name. */
export type EnvoyStats = ReadonlyMap<string, string | number>;

const pollIntervalMs = 20;

/** Reads from Envoy's admin endpoint which configuration is active. */
export class EnvoyAdmin {
  constructor(private readonly port: number) {}

  /** Waits until the statistics satisfy a condition; false on timeout or if Envoy does not answer. */
  async waitUntil(fulfilled: (stats: EnvoyStats) => boolean, withinMs: number): Promise<boolean> {
    const deadline = Date.now() + withinMs;
    for (;;) {
      const stats = await this.stats();
      if (stats !== undefined && fulfilled(stats)) return true;
      if (Date.now() > deadline) return false;
      await sleep(pollIntervalMs);
    }
  }

  private async stats(): Promise<EnvoyStats | undefined> {
    const url = `http://127.0.0.1:${this.port}/stats?format=json&filter=version_text|warming`;
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(1000) });
      const { stats } = statsSchema.parse(await response.json());
      return new Map(
        stats.flatMap(({ name, value }) =>
          name === undefined || value === undefined ? [] : [[name, value]],
        ),
      );
    } catch {
      return undefined;
    }
  }
}

/** True once Envoy has accepted the clusters and checked their endpoints for the first time. */
export function hasClusters(files: DiscoveryFiles): (stats: EnvoyStats) => boolean {
  return (stats) =>
    stats.get("cluster_manager.cds.version_text") === files.clusters.version &&
    stats.get("cluster_manager.warming_clusters") === 0;
}

/** True once Envoy serves exactly this configuration. */
export function hasTaken(files: DiscoveryFiles): (stats: EnvoyStats) => boolean {
  return (stats) =>
    hasClusters(files)(stats) &&
    stats.get("listener_manager.lds.version_text") === files.listeners.version &&
    stats.get("listener_manager.total_listeners_warming") === 0 &&
    files.routes.every(
      ({ listener, version }) => stats.get(`http.${listener}.rds.${listener}.version_text`) === version,
    );
}
