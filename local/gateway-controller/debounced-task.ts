/**
 * Runs a task soon after it was requested, once for many requests and never concurrently; retries after a pause when it
 * fails or returns false.
 */
export class DebouncedTask {
  private timer: NodeJS.Timeout | undefined;
  private dueAtMs = Infinity;
  private running: Promise<void> | undefined;
  private askedAgain = false;
  private stopped = false;

  constructor(
    private readonly task: () => Promise<boolean>,
    private readonly onError: (error: unknown) => void,
    private readonly delayMs = 50,
    private readonly retryMs = 1000,
  ) {}

  /** Requests a run that starts after this call. */
  request(): void {
    if (this.running !== undefined) this.askedAgain = true;
    else this.schedule(this.delayMs);
  }

  /** Starts no more runs, and waits for the current one. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private schedule(delayMs: number): void {
    const dueAtMs = Date.now() + delayMs;
    // A run that is due sooner stays, so that a stream of requests cannot postpone it forever.
    if (this.stopped || this.dueAtMs <= dueAtMs) return;
    clearTimeout(this.timer);
    this.dueAtMs = dueAtMs;
    this.timer = setTimeout(() => {
      this.dueAtMs = Infinity;
      this.running = this.runOnce();
    }, delayMs);
  }

  private async runOnce(): Promise<void> {
    const succeeded = await this.task().catch((error: unknown) => {
      this.onError(error);
      return false;
    });
    this.running = undefined;
    const { askedAgain } = this;
    this.askedAgain = false;
    if (askedAgain) this.schedule(this.delayMs);
    else if (!succeeded) this.schedule(this.retryMs);
  }
}
