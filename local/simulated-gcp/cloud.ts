import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { readJson, simulatedGcpFiles } from "./files";
import type { SimulatedGcpFiles } from "./files";
import { writeNodePools } from "./node-pools-file";
import { readSettings } from "./settings";
import { errorMessage } from "@switchyard/process/user-error";
import { takeFault } from "./state/faults";
import { recordOperation } from "./state/operations";
import type { Operation } from "./state/operations";
import { ResourceStore } from "./state/resource-store";
import { resourceName } from "./state/stored-resource";
import type { StoredResource } from "./state/stored-resource";
import type { Place, CloudState } from "./cloud-state";

const loadBalancers = z.array(z.object({ gateway: z.string() }));

/** One call of the engine, as recorded in the journal. */
export type Call = Pick<Operation, "call" | "type" | "urn"> & { readonly id: string };

/** The simulated Google Cloud of one folder: its resources and how calls run. */
export class Cloud {
  private readonly files: SimulatedGcpFiles;
  private readonly store: ResourceStore;

  public constructor(private readonly dir: string) {
    this.files = simulatedGcpFiles(dir);
    this.store = new ResourceStore(this.files.resources);
  }

  /** Current state for the rules to check. */
  public cloudState(place: Place): CloudState {
    const nowMs = Date.now();
    return {
      place,
      settings: readSettings(this.dir),
      resources: this.store.list(nowMs),
      gateways: readJson(this.files.loadBalancers, loadBalancers, []).map(({ gateway }) => gateway),
      nowMs,
    };
  }

  /** Saves resources, and the node pools for the node agent. */
  public put(resources: readonly StoredResource[], place: Place): void {
    this.store.put(resources, Date.now());
    this.settle(place);
  }

  /** Drops deleted resources, and updates the node pools for the node agent. */
  public settle(place: Place): void {
    this.store.dropGone(Date.now());
    writeNodePools(this.files.nodePools, this.cloudState(place));
  }

  /**
   * Runs a call with its injected fault, if any, and records it in the journal.
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
