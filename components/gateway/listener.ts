/** Name of a Gateway's only listener, by which policies can refer to it. */
export const listenerName = "http";
