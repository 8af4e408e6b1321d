/** What the gateway answers to a request that no model answers, in OpenAI's shape. */
import type { CatalogueEntry } from "./catalogue";
import { taskTraits, tasks } from "../../model/task";
import type { Task } from "../../model/task";

/**
 * The error object of OpenAI's API. Source: openai/openai-openapi `components.schemas.Error` (code, message, param, type are
 * required, code and param may be null); OpenAI's own answer to an unknown model has code `model_not_found`.
 */
export interface ApiError {
  readonly message: string;
  readonly type: "invalid_request_error";
  readonly param: "model" | null;
  readonly code: string;
}

/** Longest list of names in a message, in characters: with everything else a message stays below 2,000. */
export const longestNameList = 1000;

const listPath = "`GET /v1/models` lists them all";

/**
 * Nobody serves the requested model.
 * @param requested how the message names it.
 */
export function modelNotFound(requested: string, entries: readonly CatalogueEntry[]): ApiError {
  return invalid(
    `${requested} does not exist. ${availableNames(entries.map(({ id }) => id))}`,
    "model",
    "model_not_found",
  );
}

/** The model exists, and no route leads the request's path to it. */
export function wrongPath({ id, task }: CatalogueEntry): ApiError {
  const phrase = `Nothing leads to the model \`${id}\` at this path. Its task is ${task}, which answers POST at ${taskTraits[task].paths.join(", ")}.`;
  return invalid(phrase, "model", "unsupported_path");
}

/** The body names no model. */
export function modelMissing(entries: readonly CatalogueEntry[]): ApiError {
  return invalid(
    `The request must be JSON and name a model in the field \`model\`. ${availableNames(entries.map(({ id }) => id))}`,
    "model",
    "missing_required_parameter",
  );
}

/** The path is one of a model or of the catalogue, and takes other methods. */
export function wrongMethod(allowed: string): ApiError {
  return invalid(`This path takes only ${allowed}.`, null, "method_not_allowed");
}

/** Nothing is at the path. */
export function unknownPath(entries: readonly CatalogueEntry[]): ApiError {
  const paths = openPaths(entries).join(", ");
  return invalid(
    `Nothing is at this path. Models answer POST at ${paths}; ${listPath}.`,
    null,
    "unknown_path",
  );
}

/** The paths at which some model answers. */
export function openPaths(entries: readonly CatalogueEntry[]): readonly string[] {
  const present = tasks.filter((task: Task) => entries.some((entry) => entry.task === task));
  return [...new Set(present.flatMap((task) => taskTraits[task].paths))];
}

/** The first names that fit, and how many there are besides. */
function availableNames(names: readonly string[]): string {
  const shown: string[] = [];
  let length = 0;
  for (const name of names) {
    length += name.length + (shown.length === 0 ? 2 : 4);
    if (length > longestNameList) break;
    shown.push(`\`${name}\``);
  }
  const others = names.length - shown.length;
  if (others === 0) return `Available: ${shown.join(", ")}.`;
  return `Available: ${shown.join(", ")} and ${others} more; ${listPath}.`;
}

function invalid(message: string, param: ApiError["param"], code: string): ApiError {
  return { message, type: "invalid_request_error", param, code };
}
