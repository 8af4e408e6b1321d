/** The keys of a model's scaling: how its replicas follow its requests. */
import { z } from "zod";
import { key, section } from "../keys/key";
import { filled } from "../keys/props";
import type { Filled, Props } from "../keys/props";
import { seconds, wholeNumber } from "../keys/values";

const restartsPicker = "restarts the model's endpoint picker";

/** How many requests an endpoint picker holds for a model that has no pod, or too few. */
const queueSchema = z
  .strictObject({
    maxRequests: key(wholeNumber(1, 100_000).default(100), {
      description: "Maximum number of requests held. Further ones are answered 429.",
      unit: "requests",
      change: restartsPicker,
      fix: "set how many requests may wait, such as 100",
    }),
    maxMiB: key(wholeNumber(1, 1024).default(64), {
      description:
        "Maximum size of the held requests, in MiB. Further ones are answered 429. It determines the picker's memory.",
      unit: "MiB",
      change: restartsPicker,
      fix: "set how many MiB of requests may wait, such as 64",
    }),
  })
  .meta({ id: "QueueProps" });

/**
 * Shortest time that a request can be held, in seconds. It wakes its model only if the scaler sees it in the queue: KEDA polls
 * every 2 seconds, and a poll may take as long and fail once.
 */
const shortestHoldSec = 10;

/** How long a request may be held. */
export const holdSec = seconds.min(shortestHoldSec);

/** The keys of a model that scales. */
export const scalingKeys = {
  minReplicas: key(wholeNumber(0, 100).default(0), {
    description:
      "Minimum replicas; 0 means that an idle model has no pod, and that its next request waits for one.",
    unit: "replicas",
    change: "adds or removes pods",
    fix: "set the minimum; 0 lets an idle model have no pod",
  }),
  maxReplicas: key(wholeNumber(1, 100).optional(), {
    description: "Maximum replicas; all of them must fit on the nodes.",
    unit: "replicas",
    otherwise: "`replicas`",
    change: "adds or removes pods",
    fix: "set the maximum; `replicas: 0` parks the model",
  }),
  coolDownSec: key(seconds.optional(), {
    description:
      "How long a model must be idle before its last pod is removed, in seconds; also how long an extra replica is kept once fewer would do, up to an hour.",
    unit: "seconds",
    otherwise: "300, or more if `holdSec` is so short that a model would be scaled down before it is up",
    change: "restarts nothing",
    fix: "give whole seconds, such as 300",
  }),
  coldStartSec: key(seconds.optional(), {
    description:
      "Longest time from a request to the first healthy answer of a model that has no pod, in seconds: node, image, weights and compilation.",
    unit: "seconds",
    otherwise: "from the accelerator and the size of the model",
    change: restartsPicker,
    fix: "give whole seconds, such as 420",
  }),
  holdSec: key(holdSec.optional(), {
    description:
      "Longest time that a request is held for a model without a pod, in seconds; after that it is answered 503. The model wakes anyway, so that a later request finds it up.",
    unit: "seconds",
    otherwise: "`coldStartSec` plus 30 seconds",
    change: restartsPicker,
    fix: "give whole seconds, 10 or more, such as 60: the scaler must see a request before it is given up",
  }),
  queue: section(queueSchema.prefault({}), {
    description: "How many requests are held meanwhile.",
    otherwise: "100 requests, 64 MiB",
  }),
};

/** How a model's replicas follow its requests, as a program describes it. */
export const scalingSchema = z.strictObject(scalingKeys);

export interface QueueProps extends Props<typeof queueSchema> {}

/** The queue of held requests, with all defaults applied. */
export interface QueueSpec extends Filled<typeof queueSchema> {}

/** Default queue of held requests. */
export const queueDefaults: QueueSpec = filled(queueSchema, {}, "queue");

/** How a model's replicas follow its requests, as a user describes it. */
export interface ScalingProps extends Props<typeof scalingSchema> {}

/** How a model's replicas follow its requests, with all defaults applied. */
export interface ScalingSpec extends Filled<typeof scalingSchema> {
  readonly maxReplicas: number;
  readonly coolDownSec: number;
  readonly coldStartSec: number;
  readonly holdSec: number;
}
