/**
 * When the steps of one wake were seen, in milliseconds of one clock of the observer: Kubernetes' own timestamps have whole
 * seconds, which is longer than most of the parts.
 */
export interface WakeTimes {
  /** The request was sent to a model without a pod. */
  readonly sentAtMs: number;
  /** The Deployment had replicas to make. */
  readonly scaledAtMs: number;
  /** The pod that answered later was there, as an object. */
  readonly createdAtMs: number;
  /** The scheduler had no node for it; undefined when it found one at once. */
  readonly unschedulableAtMs: number | undefined;
  /** The node that it was put on was ready. */
  readonly nodeReadyAtMs: number;
  /** It had been put on that node. */
  readonly scheduledAtMs: number;
  /** It was ready. */
  readonly readyAtMs: number;
  /** The whole answer to the request had come. */
  readonly answeredAtMs: number;
}

/** Where the time of one wake went, in whole milliseconds. The parts, which are the first six, add up to the whole. */
export interface WakeSplit {
  /** From the request to the Deployment's replicas: the picker's queue, until KEDA has looked and set them. */
  readonly queueMs: number;
  /** From the replicas to the pod's object: the controllers of Deployments and ReplicaSets. */
  readonly scaleMs: number;
  /** From the pod's object to its node, without the time for that node. */
  readonly scheduleMs: number;
  /** From the scheduler's finding that no node fits to the readiness of the one that the pod got; 0 when one was there. */
  readonly nodeMs: number;
  /** From the pod's node to its readiness: image, volumes, the model server's start, and the probe that finds it well. */
  readonly startMs: number;
  /** From the pod's readiness to the end of the answer: the picker and the gateway have to notice the pod. */
  readonly answerMs: number;
  /** From the request to the end of its answer. */
  readonly wholeMs: number;
  /** The whole without the starts of the node and of the model server, neither of which is Switchyard's. */
  readonly overheadMs: number;
}

/**
 * Splits the time of one wake. Each step begins where the one before it ended: what was seen earlier than that, as it came by
 * another watch or was there already, has taken no time, and what was seen after the answer took until the answer.
 */
export function wakeSplit(times: WakeTimes): WakeSplit {
  const sent = Math.round(times.sentAtMs);
  const answered = Math.max(sent, Math.round(times.answeredAtMs));
  const notBefore = (earlierMs: number, seenAtMs: number) =>
    Math.min(Math.max(earlierMs, Math.round(seenAtMs)), answered);
  const scaled = notBefore(sent, times.scaledAtMs);
  const created = notBefore(scaled, times.createdAtMs);
  const waiting = notBefore(created, times.unschedulableAtMs ?? created);
  const nodeThere = times.unschedulableAtMs === undefined ? waiting : notBefore(waiting, times.nodeReadyAtMs);
  const scheduled = notBefore(nodeThere, times.scheduledAtMs);
  const ready = notBefore(scheduled, times.readyAtMs);
  const wholeMs = answered - sent;
  const nodeMs = nodeThere - waiting;
  const startMs = ready - scheduled;
  return {
    queueMs: scaled - sent,
    scaleMs: created - scaled,
    scheduleMs: waiting - created + (scheduled - nodeThere),
    nodeMs,
    startMs,
    answerMs: answered - ready,
    wholeMs,
    overheadMs: wholeMs - nodeMs - startMs,
  };
}
