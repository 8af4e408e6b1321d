/** What one pod asks the scheduler for. */
export interface PodRequest {
  /** Thousandths of a processor. */
  readonly cpuMilli: number;
  readonly memoryMiB: number;
}

/** An endpoint picker, which mostly waits. GIE's chart asks for 20 times the processors, which fills a node with each model. */
export const endpointPickerRequest: PodRequest = { cpuMilli: 200, memoryMiB: 256 };

/** A copy of BBR. */
export const routerRequest: PodRequest = { cpuMilli: 100, memoryMiB: 128 };

/** A request as Kubernetes writes it. */
export function requestQuantities({ cpuMilli, memoryMiB }: PodRequest) {
  return { cpu: `${cpuMilli}m`, memory: `${memoryMiB}Mi` };
}
