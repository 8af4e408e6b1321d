import { kubernetesErrorMessage } from "./kubernetes-error";
import type { InformerFactory, KindInformer } from "./informers";
import { kindNames } from "./kinds";
import type { KindName } from "./kinds";
import { rawObjects } from "./snapshot";
import type { RawObjects } from "./snapshot";

const retryMs = 1000;

/** Keeps a copy of all objects of the watched kinds, and survives restarts of the API server. */
export class ClusterWatch {
  private readonly informers = new Map<KindName, KindInformer>();
  private readonly missing = new Set<KindName>(kindNames);
  private readonly failing = new Map<KindName, string>();
  private stopped = false;

  /**
   * @param onChange called after every change, and whenever a kind has been listed.
   * @param log called once for a failure, however many kinds it affects.
   */
  constructor(
    private readonly createInformer: InformerFactory,
    private readonly onChange: () => void,
    private readonly log: (message: string) => void,
  ) {}

  /** Starts to list and watch. */
  start(): void {
    for (const kind of kindNames) this.watch(kind);
  }

  /** Stops every watch. */
  async stop(): Promise<void> {
    this.stopped = true;
    await Promise.all([...this.informers.values()].map((informer) => informer.stop()));
  }

  /**
   * All objects known now, or undefined until every kind has been listed: half a cluster must never be mistaken for the
   * whole.
   */
  objects(): RawObjects | undefined {
    if (this.missing.size > 0) return undefined;
    return rawObjects((kind) => this.informers.get(kind)?.list() ?? []);
  }

  private watch(kind: KindName): void {
    const changed = () => {
      this.missing.delete(kind);
      this.failing.delete(kind);
      this.onChange();
    };
    const informer = this.createInformer(kind, changed);
    const start = () => {
      if (!this.stopped) informer.start().catch(retry);
    };
    const retry = (error: unknown) => {
      if (this.stopped) return;
      this.reportFailure(kind, kubernetesErrorMessage(error));
      setTimeout(start, retryMs);
    };
    informer.on("change", changed);
    informer.on("error", retry);
    this.informers.set(kind, informer);
    start();
  }

  private reportFailure(kind: KindName, problem: string): void {
    if (![...this.failing.values()].includes(problem)) this.log(`cannot watch ${kind}, retrying: ${problem}`);
    this.failing.set(kind, problem);
  }
}
