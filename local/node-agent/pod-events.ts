import type { V1Pod } from "@kubernetes/client-node";
import { errorMessage } from "@switchyard/process/user-error";
import { podEvent } from "./pod-event";
import type { EventText, PodEvent } from "./pod-event";

/** Records events about one pod, in order. Events only help people: failing to record one stops nothing. */
export class PodEvents {
  readonly #pod: V1Pod;
  readonly #record: (event: PodEvent) => Promise<void>;
  readonly #seen = new Map<string, { readonly first: Date; count: number }>();
  #last: Promise<void> = Promise.resolve();

  constructor(pod: V1Pod, record: (event: PodEvent) => Promise<void>) {
    this.#pod = pod;
    this.#record = record;
  }

  /** Records an event, or increases its count if it happened before. */
  tell(text: EventText): void {
    const key = `${text.reason}\0${text.message}`;
    const seen = this.#seen.get(key) ?? { first: new Date(), count: 0 };
    seen.count += 1;
    this.#seen.set(key, seen);
    const event = podEvent(this.#pod, text, seen.first, seen.count, new Date());
    this.#last = this.#last
      .then(() => this.#record(event))
      .catch((error: unknown) => {
        console.log(`event ${text.reason} was not recorded: ${errorMessage(error)}`);
      });
  }
}
