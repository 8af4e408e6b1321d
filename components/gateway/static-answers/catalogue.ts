import { groupVariants } from "../../model/variants";
import type { ModelServingSpec } from "../../model/model-serving-props";
import type { Task } from "../../model/task";

/**
 * A name in the list: of a model, an alias or an adapter, in the shape of OpenAI with two fields of vLLM, `max_model_len` and `parent`, and the task.
 * Sources: openai/openai-openapi `components.schemas.Model` (id, object, created, owned_by are required); vllm-project/vllm
 * vllm/entrypoints/openai/models/protocol.py `ModelCard` @ v0.32.0.
 */
export interface CatalogueEntry {
  readonly id: string;
  readonly object: "model";
  readonly created: number;
  readonly owned_by: string;
  readonly task: Task;
  /** Longest context in tokens; absent if the stack leaves it to vLLM. */
  readonly max_model_len?: number;
  /** The model that serves it; only adapters have one. */
  readonly parent?: string;
}

/** Constant, because an unchanged stack must render unchanged objects: no clock is read. */
const created = 0;

const ownedBy = "switchyard";

/** Every name that clients may send, sorted. */
export function catalogueOf(models: readonly ModelServingSpec[]): readonly CatalogueEntry[] {
  const entries = groupVariants(models).flatMap((variants): readonly CatalogueEntry[] => {
    const [{ model, task, aliases, adapters }] = variants;
    const maxModelLen = shortestContext(variants);
    const common = {
      object: "model",
      created,
      owned_by: ownedBy,
      task,
      ...(maxModelLen !== undefined && { max_model_len: maxModelLen }),
    } as const;
    return [
      // vLLM lists every served name alike (`show_available_models`, vllm/entrypoints/openai/models/serving.py at 00153c8).
      ...[model, ...aliases].map((id) => ({ id, ...common })),
      ...adapters.map(({ name }) => ({ id: name, ...common, parent: model })),
    ];
  });
  return entries.toSorted((left, right) => (left.id < right.id ? -1 : 1));
}

/** A request may go to any variant, so the shortest context counts; nothing is promised while one of them says none. */
function shortestContext(variants: readonly ModelServingSpec[]): number | undefined {
  const lengths = variants.flatMap(({ maxModelLen }) =>
    typeof maxModelLen === "number" ? [maxModelLen] : [],
  );
  return lengths.length === variants.length ? Math.min(...lengths) : undefined;
}
