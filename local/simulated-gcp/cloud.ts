import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { readJson, simulatedGcpFiles, type SimulatedGcpFiles } from "./files";
import { writeNodePools } from "./node-pools-file";
import { readSettings } from "./settings";
import { errorMessage } from "@switchyard/process/user-error";
import { takeFault } from "./state/faults";
import { recordOperation, type Operation } from "./state/operations";
import { ResourceStore } from "./state/resource-store";
import { resourceName, type StoredResource } from "./state/stored-resource";
import type { Place, World } from "./world";

const loadBalancers = z.array(z.object({ gateway: z.string() }));

/** One call of the engine, as the journal tells of it. */
export type Call = Pick<Operation, "call" | "type" | "urn"> & { readonly id: string };

/** The simulated Google Cloud of one folder: what exists in it, and how its calls go. */
export class Cloud {
  private readonly files: SimulatedGcpFiles;
  private readonly store: ResourceStore;

  public constructor(private readonly dir: string) {
    this.files = simulatedGcpFiles(dir);
    this.store = new ResourceStore(this.files.resources);
  }

  /** All that a rule may look at, as it is now. */
  public world(place: Place): World {
    const nowMs = Date.now();
    return {
      place,
      settings: readSettings(this.dir),
      resources: this.store.list(nowMs),
      gateways: readJson(this.files.loadBalancers, loadBalancers, []).map(({ gateway }) => gateway),
      nowMs,
    };
  }

  /** Writes resources down, and what follows from them for the node agent. */
  public put(resources: readonly StoredResource[], place: Place): void {
    this.store.put(resources, Date.now());
    this.settle(place);
  }

  /** Drops what is gone by now, and tells the node agent of the pools as they are. */
  public settle(place: Place): void {
    this.store.dropGone(Date.now());
    writeNodePools(this.files.nodePools, this.world(place));
  }

  /**
   * Runs a call, with the fault that is set for it, and writes it into the journal.
   * @param work gets the seconds that the fault adds.
   */
  public async perform<Result>(call: Call, work: (addedSec: number) => Promise<Result>): Promise<Result> {
    const { id, ...entry } = call;
    const named = { ...entry, name: resourceName(id) };
    const record = (phase: Operation["phase"], error?: string) => {
      const news = { time: new Date().toISOString(), phase, ...named };
      recordOperation(this.files.operations, error === undefined ? news : { ...news, error });
    };
    record("begin");
    try {
      const fault = takeFault(this.files.faults, named);
      if (fault?.error !== undefined) {
        await sleep((fault.delaySec ?? 0) * 1000);
        throw new Error(fault.error);
      }
      const result = await work(fault?.delaySec ?? 0);
      record("end");
      return result;
    } catch (error) {
      record("failed", errorMessage(error));
      throw error;
    }
  }
}
