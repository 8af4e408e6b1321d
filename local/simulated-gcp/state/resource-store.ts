import { z } from "zod";
import { readJson, writeJson } from "../files";
import { storedResource, type StoredResource } from "./stored-resource";

const resourceList = z.array(storedResource);

/**
 * All resources of the simulated project, in one file. It is read anew by every call, so that a person or a test may
 * change it behind the engine's back.
 */
export class ResourceStore {
  public constructor(private readonly file: string) {}

  /** What exists at a moment. */
  public list(nowMs: number): readonly StoredResource[] {
    const all = readJson(this.file, resourceList, []);
    return all.filter(({ goneAtMs = Infinity }) => goneAtMs > nowMs);
  }

  /** Drops from the file what is gone by now. */
  public dropGone(nowMs: number): void {
    if (readJson(this.file, resourceList, []).some(({ goneAtMs = Infinity }) => goneAtMs <= nowMs))
      writeJson(this.file, this.list(nowMs));
  }

  /** Adds resources, or replaces those with the same type and id. */
  public put(resources: readonly StoredResource[], nowMs: number): void {
    const others = this.list(nowMs).filter((one) => !resources.some((other) => isSame(one, other)));
    writeJson(this.file, [...others, ...resources]);
  }
}

function isSame(one: StoredResource, other: StoredResource): boolean {
  return one.type === other.type && one.id === other.id;
}
