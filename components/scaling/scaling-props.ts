/** What an endpoint picker holds back for a model that has no pod, or too few. */
export interface QueueProps {
  /**
   * Most requests. One more is answered 429. Changing it restarts the model's endpoint picker.
   * @default 100
   */
  readonly maxRequests?: number | undefined;
  /**
   * Most bytes of requests, in MiB. One more is answered 429. Changing it restarts the model's endpoint picker, whose
   * memory follows from it.
   * @default 64
   */
  readonly maxMiB?: number | undefined;
}

/** How a model's replicas follow its requests, as a user describes it. */
export interface ScalingProps {
  /**
   * Fewest replicas; 0 means that an idle model has no pod, and that its next request waits for one.
   * @default 0
   */
  readonly minReplicas?: number | undefined;
  /**
   * Most replicas.
   * @default - `replicas`
   */
  readonly maxReplicas?: number | undefined;
  /**
   * How long a model must have had no request before its last pod goes, in seconds; also how long a replica more is kept
   * once fewer would do, up to an hour.
   * @default - 300, or more where `holdSec` is so short that a model would go before it is up
   */
  readonly coolDownSec?: number | undefined;
  /**
   * Longest time from a request to the first healthy answer of a model that has no pod, in seconds: node, image, weights
   * and compilation. Changing it restarts the model's endpoint picker.
   * @default - from the accelerator and the size of the model
   */
  readonly coldStartSec?: number | undefined;
  /**
   * Longest time that a request is held for a model that has no pod, in seconds, 10 or more; after that it is answered 503. A
   * model wakes all the same, so that a later request finds it. Changing it restarts the model's endpoint picker.
   * @default - `coldStartSec` and 30 seconds more
   */
  readonly holdSec?: number | undefined;
  /**
   * What is held meanwhile.
   * @default - 100 requests, 64 MiB
   */
  readonly queue?: QueueProps | undefined;
}

/** What is held, with nothing left open. */
export interface QueueSpec {
  readonly maxRequests: number;
  readonly maxMiB: number;
}

/** How a model's replicas follow its requests, with every default filled in. */
export interface ScalingSpec {
  readonly minReplicas: number;
  readonly maxReplicas: number;
  readonly coolDownSec: number;
  readonly coldStartSec: number;
  readonly holdSec: number;
  readonly queue: QueueSpec;
}
