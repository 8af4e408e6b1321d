import { setTimeout as sleep } from "node:timers/promises";
import { ApiError } from "./api-error";
import type { Cloud } from "./cloud";
import { findByImportId } from "./import-id";
import { hasUnknown, unknownText } from "./protocol/unknown";
import type { Properties } from "./protocol/values";
import { checkEnabled } from "./resources/api-names";
import type { ResourceKind } from "./resources/kind";
import { kindOf } from "./resources/kinds";
import type { StoredResource } from "./state/stored-resource";
import { projectOf } from "./world";
import type { Place, World } from "./world";

/** A resource as the engine keeps it. */
export interface ResourceState {
  readonly id: string;
  /** All its outputs. */
  readonly outputs: Properties;
  /** Its inputs. */
  readonly inputs: Properties;
}

/** The engine's resource that a call is about. */
export interface Subject {
  readonly type: string;
  readonly urn: string;
}

/** A creation that continues after its caller stopped waiting: the engine keeps the partial state. */
export class StillCreating extends Error {
  override readonly name = "StillCreating";

  public constructor(readonly state: ResourceState) {
    super(`${state.id} is still being created; run the command again`);
  }
}

/** Creates, reads, changes and deletes resources, by the rules of their types. */
export class Provider {
  private readonly stopping = new AbortController();

  public constructor(
    private readonly cloud: Cloud,
    private readonly place: Place,
  ) {}

  /** Ends every wait. Running operations continue in the simulated cloud. */
  public cancel(): void {
    this.stopping.abort();
  }

  /** The planned outputs of a resource, as far as they are known before it exists. */
  public previewCreate({ type }: Subject, inputs: Properties): Properties {
    const kind = kindOf(type);
    return { ...inputs, ...Object.fromEntries(kind.computed.map((name) => [name, unknownText])) };
  }

  public async create(subject: Subject, inputs: Properties): Promise<ResourceState> {
    const kind = kindOf(subject.type);
    const id = kind.id(inputs, this.place);
    return this.cloud.perform({ call: "create", ...subject, id }, async (addedSec) => {
      const world = this.world();
      const taken = world.resources.find((one) => one.type === kind.type && one.id === id);
      if (taken !== undefined && !kind.takesOver(inputs)) throw new ApiError(409, kind.alreadyExists(id));
      this.checkProject(kind, inputs, world);
      kind.check(inputs, id, world);
      const delayMs = (kind.delaySec(world.settings) + addedSec) * 1000;
      const created: StoredResource = {
        ...{ type: kind.type, id, inputs, decided: kind.decide(inputs, id, world) },
        ...{ createdAtMs: world.nowMs, readyAtMs: world.nowMs + delayMs },
      };
      this.cloud.put([taken === undefined ? created : { ...taken, inputs }], this.place);
      if (!(await this.waitUntil(created.readyAtMs))) throw new StillCreating(this.stateOf(created));
      return this.stateOf(created);
    });
  }

  /** The current resource, or undefined if it is gone. */
  public async read(subject: Subject, id: string): Promise<ResourceState | undefined> {
    const kind = kindOf(subject.type);
    return this.cloud.perform({ call: "read", ...subject, id }, async (addedSec) => {
      await this.waitUntil(Date.now() + addedSec * 1000);
      const found = findByImportId(this.world().resources, kind.type, id);
      return found === undefined ? undefined : this.stateOf(found);
    });
  }

  /** The future outputs of a resource: known except where they depend on other resources. */
  public previewUpdate({ type }: Subject, olds: Properties, inputs: Properties): Properties {
    const kind = kindOf(type);
    const kept = kind.computed.map((name) => [name, olds[name] ?? unknownText] as const);
    return { ...(hasUnknown(inputs) ? {} : olds), ...inputs, ...Object.fromEntries(kept) };
  }

  public async update(subject: Subject, id: string, inputs: Properties): Promise<ResourceState> {
    const kind = kindOf(subject.type);
    return this.cloud.perform({ call: "update", ...subject, id }, async (addedSec) => {
      const world = this.world();
      const old = world.resources.find((one) => one.type === kind.type && one.id === id);
      if (old === undefined) throw new ApiError(404, `Not found: ${id}., notFound`);
      // A creation that an earlier run of the engine did not wait for.
      await this.waitUntil(old.readyAtMs);
      kind.check(inputs, id, this.world());
      const decided = { ...old.decided, ...kind.decideAgain(inputs, old, this.world()) };
      const changed = { ...old, inputs, decided };
      const delayMs = (kind.delaySec(world.settings) + addedSec) * 1000;
      this.cloud.put([changed], this.place);
      await this.waitUntil(Date.now() + delayMs);
      return this.stateOf(changed);
    });
  }

  public async delete(subject: Subject, id: string): Promise<void> {
    const kind = kindOf(subject.type);
    await this.cloud.perform({ call: "delete", ...subject, id }, async (addedSec) => {
      const world = this.world();
      const old = world.resources.find((one) => one.type === kind.type && one.id === id);
      if (old === undefined || kind.outlivesDelete(old)) return;
      kind.checkDelete(old, world);
      const delayMs = (kind.delaySec(world.settings) + addedSec) * 1000;
      const goneAtMs = old.goneAtMs ?? world.nowMs + delayMs;
      const going = [old, ...kind.takesAlong(id, world)].map((one) => ({ ...one, goneAtMs }));
      this.cloud.put(going, this.place);
      if (!(await this.waitUntil(goneAtMs))) throw new Error(`${id} is still being deleted`);
    });
  }

  /** @returns whether the time was reached; false if the provider stops first. */
  private async waitUntil(timeMs: number): Promise<boolean> {
    const { signal } = this.stopping;
    // A timer may fire slightly early.
    while (Date.now() < timeMs && !signal.aborted)
      await sleep(timeMs - Date.now(), undefined, { signal }).catch(() => undefined);
    if (Date.now() < timeMs) return false;
    this.cloud.settle(this.place);
    return true;
  }

  private world(): World {
    return this.cloud.world(this.place);
  }

  private stateOf(resource: StoredResource): ResourceState {
    const { id, inputs } = resource;
    return { id, inputs, outputs: { ...inputs, ...kindOf(resource.type).outputs(resource, this.world()) } };
  }

  private checkProject({ api }: ResourceKind, inputs: Properties, world: World): void {
    const declared = inputs["project"];
    const project = projectOf(typeof declared === "string" ? { project: declared } : {}, this.place);
    if (project !== world.settings.project)
      throw new ApiError(403, `Permission denied on resource project ${project}., forbidden`);
    if (api !== undefined) checkEnabled(api, project, world);
  }
}
