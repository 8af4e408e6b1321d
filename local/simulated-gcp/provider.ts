import { setTimeout as sleep } from "node:timers/promises";
import { GoogleApiError } from "./google-api-error";
import type { Cloud } from "./cloud";
import { findByImportId } from "./import-id";
import { hasUnknown, unknownText } from "./protocol/unknown";
import type { Properties } from "./protocol/values";
import { checkEnabled } from "./resources/api-names";
import type { ResourceKind } from "./resources/kind";
import { kindOf } from "./resources/kinds";
import type { StoredResource } from "./state/stored-resource";
import { projectOf } from "./cloud-state";
import type { Place, CloudState } from "./cloud-state";

/** A resource as the engine keeps it. */
export interface ResourceState {
  readonly id: string;
  /** All its outputs. */
  readonly outputs: Properties;
  /** Its inputs. */
  readonly inputs: Properties;
}

/** The engine's resource that a call is about. */
export interface CallTarget {
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
  public previewCreate({ type }: CallTarget, inputs: Properties): Properties {
    const kind = kindOf(type);
    return { ...inputs, ...Object.fromEntries(kind.computed.map((name) => [name, unknownText])) };
  }

  public async create(target: CallTarget, inputs: Properties): Promise<ResourceState> {
    const kind = kindOf(target.type);
    const id = kind.id(inputs, this.place);
    return this.cloud.perform({ call: "create", ...target, id }, async (addedSec) => {
      const cloudState = this.cloudState();
      const taken = cloudState.resources.find((one) => one.type === kind.type && one.id === id);
      if (taken !== undefined && !kind.takesOver(inputs))
        throw new GoogleApiError(409, kind.alreadyExists(id));
      this.checkProject(kind, inputs, cloudState);
      kind.check(inputs, id, cloudState);
      const delayMs = (kind.delaySec(cloudState.settings) + addedSec) * 1000;
      const created: StoredResource = {
        ...{ type: kind.type, id, inputs, decided: kind.decide(inputs, id, cloudState) },
        ...{ createdAtMs: cloudState.nowMs, readyAtMs: cloudState.nowMs + delayMs },
      };
      this.cloud.put([taken === undefined ? created : { ...taken, inputs }], this.place);
      if (!(await this.waitUntil(created.readyAtMs))) throw new StillCreating(this.stateOf(created));
      return this.stateOf(created);
    });
  }

  /** The current resource, or undefined if it is gone. */
  public async read(target: CallTarget, id: string): Promise<ResourceState | undefined> {
    const kind = kindOf(target.type);
    return this.cloud.perform({ call: "read", ...target, id }, async (addedSec) => {
      await this.waitUntil(Date.now() + addedSec * 1000);
      const found = findByImportId(this.cloudState().resources, kind.type, id);
      return found === undefined ? undefined : this.stateOf(found);
    });
  }

  /** The future outputs of a resource: known except where they depend on other resources. */
  public previewUpdate({ type }: CallTarget, olds: Properties, inputs: Properties): Properties {
    const kind = kindOf(type);
    const kept = kind.computed.map((name) => [name, olds[name] ?? unknownText] as const);
    return { ...(hasUnknown(inputs) ? {} : olds), ...inputs, ...Object.fromEntries(kept) };
  }

  public async update(target: CallTarget, id: string, inputs: Properties): Promise<ResourceState> {
    const kind = kindOf(target.type);
    return this.cloud.perform({ call: "update", ...target, id }, async (addedSec) => {
      const cloudState = this.cloudState();
      const old = cloudState.resources.find((one) => one.type === kind.type && one.id === id);
      if (old === undefined) throw new GoogleApiError(404, `Not found: ${id}., notFound`);
      // A creation that an earlier run of the engine did not wait for.
      await this.waitUntil(old.readyAtMs);
      kind.check(inputs, id, this.cloudState());
      const decided = { ...old.decided, ...kind.decideAgain(inputs, old, this.cloudState()) };
      const changed = { ...old, inputs, decided };
      const delayMs = (kind.delaySec(cloudState.settings) + addedSec) * 1000;
      this.cloud.put([changed], this.place);
      await this.waitUntil(Date.now() + delayMs);
      return this.stateOf(changed);
    });
  }

  public async delete(target: CallTarget, id: string): Promise<void> {
    const kind = kindOf(target.type);
    await this.cloud.perform({ call: "delete", ...target, id }, async (addedSec) => {
      const cloudState = this.cloudState();
      const old = cloudState.resources.find((one) => one.type === kind.type && one.id === id);
      if (old === undefined || kind.outlivesDelete(old)) return;
      kind.checkDelete(old, cloudState);
      const delayMs = (kind.delaySec(cloudState.settings) + addedSec) * 1000;
      const goneAtMs = old.goneAtMs ?? cloudState.nowMs + delayMs;
      const going = [old, ...kind.takesAlong(id, cloudState)].map((one) => ({ ...one, goneAtMs }));
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

  private cloudState(): CloudState {
    return this.cloud.cloudState(this.place);
  }

  private stateOf(resource: StoredResource): ResourceState {
    const { id, inputs } = resource;
    return {
      id,
      inputs,
      outputs: { ...inputs, ...kindOf(resource.type).outputs(resource, this.cloudState()) },
    };
  }

  private checkProject({ api }: ResourceKind, inputs: Properties, cloudState: CloudState): void {
    const declared = inputs["project"];
    const project = projectOf(typeof declared === "string" ? { project: declared } : {}, this.place);
    if (project !== cloudState.settings.project)
      throw new GoogleApiError(403, `Permission denied on resource project ${project}., forbidden`);
    if (api !== undefined) checkEnabled(api, project, cloudState);
  }
}
