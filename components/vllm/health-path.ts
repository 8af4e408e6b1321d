/** The path that vLLM answers 200 on once its model is loaded, and not before. */
export const modelServerHealthPath = "/health";
