import { existsSync, readFileSync, rmSync } from "node:fs";
import { z } from "zod";
import { readJson, simulatedGcpFiles, writeJson } from "../../../local/simulated-gcp/files";
import type { SimulatedGcpFiles } from "../../../local/simulated-gcp/files";
import type { Fault } from "../../../local/simulated-gcp/state/faults";
import { parseOperations } from "../../../local/simulated-gcp/state/operations";
import type { Operation } from "../../../local/simulated-gcp/state/operations";
import { resourceName, storedResource } from "../../../local/simulated-gcp/state/stored-resource";
import type { Laptop } from "./laptop";

/** Types of the resources that tests speak of. */
export const gcpTypes = {
  cluster: "gcp:container/cluster:Cluster",
  nodePool: "gcp:container/nodePool:NodePool",
  network: "gcp:compute/network:Network",
  subnetwork: "gcp:compute/subnetwork:Subnetwork",
} as const;

const resources = z.array(storedResource);
const poolBounds = z.array(z.looseObject({ name: z.string(), minNodes: z.number(), maxNodes: z.number() }));

/** The simulated Google Cloud of a laptop, as one sees it from outside of Pulumi. */
export class SimulatedProject {
  private readonly files: SimulatedGcpFiles;

  public constructor(laptop: Laptop) {
    this.files = simulatedGcpFiles(laptop.settings.simulatedGcpDir);
  }

  /** What exists, as `type name`, sorted. */
  public resources(): readonly string[] {
    return readJson(this.files.resources, resources, [])
      .map(({ type, id }) => `${shortType(type)} ${resourceName(id)}`)
      .sort();
  }

  /** Bounds of the node pools by name. */
  public poolBounds(): Readonly<Record<string, readonly [minNodes: number, maxNodes: number]>> {
    const pools = readJson(this.files.nodePools, poolBounds, []);
    return Object.fromEntries(pools.map(({ name, minNodes, maxNodes }) => [name, [minNodes, maxNodes]]));
  }

  /** Changes of Google Cloud that ended well since the last call of `forget`, as `create Cluster name`, in that order. */
  public changes(): readonly string[] {
    return this.operations()
      .filter(({ phase, call }) => phase === "end" && call !== "read")
      .map(({ call, type, name }) => `${call} ${shortType(type)} ${name}`);
  }

  /** Forgets which calls there were. */
  public forget(): void {
    rmSync(this.files.operations, { force: true });
  }

  /** Makes calls fail or take long. */
  public plan(...faults: readonly Fault[]): void {
    writeJson(this.files.faults, faults);
  }

  /** What somebody with the console does to a resource. */
  public deleteBehindTheEngine(type: string, name: string): void {
    const all = readJson(this.files.resources, resources);
    const others = all.filter((one) => one.type !== type || resourceName(one.id) !== name);
    if (others.length !== all.length - 1) throw new Error(`there is no ${type} ${name}`);
    writeJson(this.files.resources, others);
  }

  private operations(): readonly Operation[] {
    return existsSync(this.files.operations)
      ? parseOperations(readFileSync(this.files.operations, "utf8"))
      : [];
  }
}

function shortType(type: string): string {
  return type.slice(type.lastIndexOf(":") + 1);
}
