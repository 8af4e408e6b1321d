import { podAddress } from "@switchyard/contracts/pod-network";

/** Assigns the pod addresses of a slot, each to one owner at a time. */
export class AddressPool {
  readonly #slot: number;
  readonly #first: number;
  readonly #last: number;
  readonly #taken = new Set<string>();
  #next: number;

  /** @param first and `last`: the range of pod numbers for the pool, both inclusive. */
  constructor(slot: number, first: number, last: number) {
    this.#slot = slot;
    this.#first = first;
    this.#last = last;
    this.#next = first;
  }

  /**
   * A free address. Freed addresses come last, so that clients of an old owner do not reach a new one.
   * @throws Error when every address is in use.
   */
  take(): string {
    for (let tried = this.#first; tried <= this.#last; tried += 1) {
      const address = podAddress(this.#slot, this.#next);
      this.#next = this.#next === this.#last ? this.#first : this.#next + 1;
      if (this.claim(address)) return address;
    }
    throw new Error(`pod network: all ${this.#last - this.#first + 1} addresses are taken; delete pods`);
  }

  /** Takes a given address, such as that of a pod from before a restart; returns false if it is in use. */
  claim(address: string): boolean {
    if (this.#taken.has(address)) return false;
    this.#taken.add(address);
    return true;
  }

  /** Gives an address back. */
  release(address: string): void {
    this.#taken.delete(address);
  }
}
