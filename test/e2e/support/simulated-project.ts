import { existsSync, readFileSync, rmSync } from "node:fs";
import { z } from "zod";
import { readJson, simulatedGcpFiles, writeJson } from "@switchyard/simulated-gcp/files";
import type { SimulatedGcpFiles } from "@switchyard/simulated-gcp/files";
import type { Fault } from "@switchyard/simulated-gcp/state/faults";
import { parseOperations } from "@switchyard/simulated-gcp/state/operations";
import type { Operation } from "@switchyard/simulated-gcp/state/operations";
import { resourceName, storedResource } from "@switchyard/simulated-gcp/state/stored-resource";
import type { StoredResource } from "@switchyard/simulated-gcp/state/stored-resource";
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

  /** What exists, as `Type name`, sorted. */
  public resources(): readonly string[] {
    return this.stored().map(nameOf).sort();
  }

  /** Whether a resource, as `Type name`, is there and can be used. */
  public isReady(name: string): boolean {
    return this.stored().some((one) => nameOf(one) === name && one.readyAtMs <= Date.now());
  }

  /** Bounds of the node pools by name. */
  public poolBounds(): Readonly<Record<string, readonly [minNodes: number, maxNodes: number]>> {
    const pools = readJson(this.files.nodePools, poolBounds, []);
    return Object.fromEntries(pools.map(({ name, minNodes, maxNodes }) => [name, [minNodes, maxNodes]]));
  }

  /** Changes of Google Cloud that ended well since the last call of `forget`, as `create Cluster name`, in that order. */
  public changes(): readonly string[] {
    return this.calls("end").filter((call) => !call.startsWith("read "));
  }

  /** Whether a change, as `create Type name`, has begun since then. */
  public hasBegun(change: string): boolean {
    return this.calls("begin").includes(change);
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

  private stored(): readonly StoredResource[] {
    return readJson(this.files.resources, resources, []);
  }

  private calls(phase: Operation["phase"]): readonly string[] {
    if (!existsSync(this.files.operations)) return [];
    return parseOperations(readFileSync(this.files.operations, "utf8"))
      .filter((operation) => operation.phase === phase)
      .map(({ call, type, name }) => `${call} ${shortType(type)} ${name}`);
  }
}

function nameOf({ type, id }: StoredResource): string {
  return `${shortType(type)} ${resourceName(id)}`;
}

function shortType(type: string): string {
  return type.slice(type.lastIndexOf(":") + 1);
}
