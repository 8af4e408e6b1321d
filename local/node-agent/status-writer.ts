import { setTimeout as sleep } from "node:timers/promises";
import type { V1PodStatus } from "@kubernetes/client-node";
import { errorMessage } from "@switchyard/process/user-error";

const retryMs = 1000;

/** Writes the newest status of one pod, one call at a time; what changes during a call goes with the next one. */
export class StatusWriter {
  readonly #build: (previous: V1PodStatus) => V1PodStatus;
  readonly #write: (status: V1PodStatus) => Promise<boolean>;
  #written: V1PodStatus;
  #isDirty = false;
  #isGone = false;
  #work: Promise<void> | undefined;

  /**
   * @param write returns false when the pod is gone, after which nothing more is written.
   * @param initial the status that the pod has now.
   */
  constructor(
    build: (previous: V1PodStatus) => V1PodStatus,
    write: (status: V1PodStatus) => Promise<boolean>,
    initial: V1PodStatus,
  ) {
    this.#build = build;
    this.#write = write;
    this.#written = initial;
  }

  /** Signals that the status may have changed. */
  changed(): void {
    this.#isDirty = true;
    this.#work ??= this.#writeAll();
  }

  /**
   * Notes the API server's current status. Others may write it too: the node controller marks pods unready when their node
   * has sent no heartbeat for a while, and only the pod's agent reverts that.
   */
  observed(status: V1PodStatus): void {
    if (saysTheSame(status, this.#written)) return;
    this.#written = status;
    this.changed();
  }

  /** Resolves when all changes so far are written. */
  async flush(): Promise<void> {
    await this.#work;
  }

  /** Ends the writing for good. */
  stop(): void {
    this.#isGone = true;
  }

  async #writeAll(): Promise<void> {
    // Changes in the same tick are written in one call.
    await Promise.resolve();
    while (this.#isDirty && !this.#isGone) {
      this.#isDirty = false;
      const status = this.#build(this.#written);
      if (JSON.stringify(status) !== JSON.stringify(this.#written)) await this.#tryWrite(status);
    }
    // In the same step as the check above: a change in between would be lost.
    this.#work = undefined;
  }

  async #tryWrite(status: V1PodStatus): Promise<void> {
    try {
      this.#isGone = !(await this.#write(status));
      this.#written = status;
    } catch (error) {
      console.log(`status was not written, retrying: ${errorMessage(error)}`);
      this.#isDirty = true;
      await sleep(retryMs);
    }
  }
}

/** Whether the first status has all conditions of the second. */
function saysTheSame(status: V1PodStatus, written: V1PodStatus): boolean {
  const known = new Map(status.conditions?.map((condition) => [condition.type, condition.status]));
  return (written.conditions ?? []).every((condition) => known.get(condition.type) === condition.status);
}
