import { taskTraits } from "switchyard/charts";
import type { Task } from "switchyard/charts";

/** A request that a model answers. */
export interface TaskRequest {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The request's fields besides the text, by task. */
const questions: Readonly<Record<Task, (text: string) => Readonly<Record<string, unknown>>>> = {
  generate: (text) => ({ messages: [{ role: "user", content: text }] }),
  embed: (text) => ({ input: text }),
  rerank: (text) => ({ query: text, documents: [text, "Something else"] }),
  score: (text) => ({ queries: text, documents: text }),
  classify: (text) => ({ input: text }),
};

/** A request about a text, at the first path of the model's task. */
export function taskRequest(task: Task, model: string, text: string): TaskRequest {
  const [path = "/"] = taskTraits[task].paths;
  return { path, body: { model, ...questions[task](text) } };
}
