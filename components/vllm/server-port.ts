/** The port of vLLM: of the container, the pool, the probes and the health policy alike. */
export const modelServerPort = 8000;
