/** Admits requests up to a limit and lets the others wait in order, as vLLM's scheduler does. */
export class RequestQueue {
  readonly #limit: number;
  readonly #waiting: { readonly model: string; readonly admit: () => void }[] = [];
  readonly #running = new Map<string, number>();
  #runningCount = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Number of running requests. */
  get running(): number {
    return this.#runningCount;
  }

  /** Number of waiting requests. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Models of the running requests. */
  runningModels(): string[] {
    return [...this.#running.keys()];
  }

  /** Models of the waiting requests. */
  waitingModels(): string[] {
    return [...new Set(this.#waiting.map((entry) => entry.model))];
  }

  /** Runs the work when it is this request's turn, and returns its result. */
  async run<T>(model: string, work: () => Promise<T>): Promise<T> {
    if (this.#runningCount < this.#limit) this.#start(model);
    else
      await new Promise<void>((resolve) =>
        this.#waiting.push({
          model,
          admit: () => {
            this.#start(model);
            resolve();
          },
        }),
      );
    try {
      return await work();
    } finally {
      this.#finish(model);
    }
  }

  #start(model: string): void {
    this.#runningCount += 1;
    this.#running.set(model, (this.#running.get(model) ?? 0) + 1);
  }

  #finish(model: string): void {
    this.#runningCount -= 1;
    const left = (this.#running.get(model) ?? 1) - 1;
    if (left === 0) this.#running.delete(model);
    else this.#running.set(model, left);
    this.#waiting.shift()?.admit();
  }
}
