import { z } from "zod";
import { readJson, writeJson } from "../files";
import { storedResource } from "./stored-resource";
import type { StoredResource } from "./stored-resource";

const resourceList = z.array(storedResource);

/**
 * All resources of the simulated project, in one file. Every call reads it again, so that a person or a test can change it
 * without the engine.
 */
export class ResourceStore {
  public constructor(private readonly file: string) {}

  /** The resources that exist at a moment. */
  public list(nowMs: number): readonly StoredResource[] {
    const all = readJson(this.file, resourceList, []);
    return all.filter(({ goneAtMs = Infinity }) => goneAtMs > nowMs);
  }

  /** Drops deleted resources from the file. */
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
