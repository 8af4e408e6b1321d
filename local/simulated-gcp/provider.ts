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
import { projectOf, type Place, type World } from "./world";

/** A resource as the engine keeps it. */
export interface ResourceState {
  readonly id: string;
  /** Everything that is known of it. */
  readonly outputs: Properties;
  /** What it was asked to be. */
  readonly inputs: Properties;
}

/** Which resource of the engine a call is about. */
export interface Subject {
  readonly type: string;
  readonly urn: string;
}

/** A creation that goes on after whoever asked for it stopped waiting: the engine keeps what there is. */
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

  /** Makes every wait end. What has begun goes on in the simulated cloud. */
  public cancel(): void {
    this.stopping.abort();
  }

  /** What a resource will be, as far as it can be known before it exists. */
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

  /** The resource as it is, or undefined when it is gone. */
  public async read(subject: Subject, id: string): Promise<ResourceState | undefined> {
    const kind = kindOf(subject.type);
    return this.cloud.perform({ call: "read", ...subject, id }, async (addedSec) => {
      await this.waitUntil(Date.now() + addedSec * 1000);
      const found = findByImportId(this.world().resources, kind.type, id);
      return found === undefined ? undefined : this.stateOf(found);
    });
  }

  /** What a resource becomes: known but for what hangs on others. */
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
      // A creation that an earlier run of the engine has not seen the end of.
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

  /** @returns whether the moment has come; not so when everything is to end before. */
  private async waitUntil(timeMs: number): Promise<boolean> {
    const { signal } = this.stopping;
    // A timer may end a moment too early.
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
