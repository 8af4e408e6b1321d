/** What a model can do with a request. */
export const tasks = ["generate", "embed", "rerank", "score", "classify"] as const;

export type Task = (typeof tasks)[number];
