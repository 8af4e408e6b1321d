import { HttpError } from "./http-error";
import type { ServerOptions } from "./options";

/** The answer of `GET /v1/models`: the base model under each of its names, then its adapters. */
export function modelList(options: ServerOptions, createdSec: number): string {
  const entry = (id: string, root: string, parent: string | null) => ({
    id,
    object: "model",
    created: createdSec,
    owned_by: "vllm",
    root,
    parent,
    max_model_len: parent === null ? options.maxModelLen : null,
  });
  const parent = options.servedNames[0] ?? options.model;
  return JSON.stringify({
    object: "list",
    data: [
      ...options.servedNames.map((name) => entry(name, options.model, null)),
      ...options.adapters.map((adapter) => entry(adapter.name, adapter.path, parent)),
    ],
  });
}

/**
 * The model name in an answer: the requested one, or the first served name if none was given.
 * @throws HttpError 404 when no model has that name.
 */
export function requireModel(options: ServerOptions, asked: string | undefined): string {
  if (!asked) return options.servedNames[0] ?? options.model;
  if (options.servedNames.includes(asked)) return asked;
  if (options.adapters.some((adapter) => adapter.name === asked)) return asked;
  const aliases = options.servedNames.join(", ");
  const message = `The model \`${asked}\` does not exist. Valid aliases: ${aliases}.`;
  throw new HttpError(404, "NotFoundError", message, "model");
}
