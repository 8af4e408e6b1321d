/** Admits requests up to a limit and lets the others wait in order, as vLLM's scheduler does. */
export class RequestQueue {
  readonly #limit: number;
  readonly #waiting: { readonly model: string; readonly admit: () => void }[] = [];
  readonly #running = new Map<string, number>();
  #runningCount = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Requests that run now. */
  get running(): number {
    return this.#runningCount;
  }

  /** Requests that wait now. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** The models that running requests asked for. */
  runningModels(): string[] {
    return [...this.#running.keys()];
  }

  /** The models that waiting requests asked for. */
  waitingModels(): string[] {
    return [...new Set(this.#waiting.map((entry) => entry.model))];
  }

  /** Runs the work when it is this request's turn and returns what the work returns. */
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
