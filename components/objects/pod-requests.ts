/** Resource requests of one pod. */
export interface PodRequest {
  /** Thousandths of a processor. */
  readonly cpuMilli: number;
  readonly memoryMiB: number;
}

/** An endpoint picker, which mostly waits. GIE's chart requests 20 times the processors, so that each model would fill a node. */
export const endpointPickerRequest: PodRequest = { cpuMilli: 200, memoryMiB: 256 };

/** A replica of BBR. */
export const routerRequest: PodRequest = { cpuMilli: 100, memoryMiB: 128 };

/** A replica of the static answers: an Envoy without backends, which takes 66 MiB once it runs (1.40, measured). */
export const staticAnswersRequest: PodRequest = { cpuMilli: 50, memoryMiB: 96 };

/** A request as Kubernetes writes it. */
export function requestQuantities({ cpuMilli, memoryMiB }: PodRequest) {
  return { cpu: `${cpuMilli}m`, memory: `${memoryMiB}Mi` };
}
