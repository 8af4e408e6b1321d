/**
 * The routes of an Envoy that answers by itself, without any backend. Fields: envoyproxy/envoy
 * api/envoy/config/route/v3/route.proto and route_components.proto (`DirectResponseAction.body_format`) @ v1.40.0.
 */
import type { CatalogueEntry } from "./catalogue";
import { modelMissing, modelNotFound, openPaths, unknownPath, wrongMethod, wrongPath } from "./errors";
import type { ApiError } from "./errors";
import { longestAnswerBytes } from "./limits";

/** A value of JSON. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json;
}

/** Where the list of models is. By-id paths are below it. */
export const cataloguePath = "/v1/models";

/** Name of the route configuration, by which Envoy finds it in the file. */
export const routesName = "answers";

/** Longest part of a requested name that a message repeats, in characters: a client may send any text. */
const longestRequestedName = 100;

/**
 * The file from which Envoy reads its routes.
 * @param nameHeader the header with the requested name, which the gateway sets from the body; `undefined` if it sets none.
 */
export function routesFile(entries: readonly CatalogueEntry[], nameHeader: string | undefined): string {
  const configuration = {
    "@type": "type.googleapis.com/envoy.config.route.v3.RouteConfiguration",
    name: routesName,
    max_direct_response_body_size_bytes: longestAnswerBytes,
    virtual_hosts: [{ name: "all", domains: ["*"], routes: [] }],
  };
  // One route on each line, so that a change of the ConfigMap can be read.
  const lines = routes(entries, nameHeader).map((route) => JSON.stringify(route));
  const [start, end] = JSON.stringify({ resources: [configuration] }).split(/(?<="routes":\[)(?=\])/);
  return `${start}\n${lines.join(",\n")}\n${end}\n`;
}

/** Envoy takes the first that matches. */
function routes(entries: readonly CatalogueEntry[], nameHeader: string | undefined): readonly JsonObject[] {
  return [...catalogueRoutes(entries), ...apiRoutes(entries, nameHeader)];
}

function catalogueRoutes(entries: readonly CatalogueEntry[]): readonly JsonObject[] {
  const below = { path_separated_prefix: cataloguePath };
  return [
    failure({ ...below, headers: [notMethod("GET|HEAD")] }, 405, wrongMethod("GET and HEAD"), "GET, HEAD"),
    success(cataloguePath, { object: "list", data: entries.map(asJson) }),
    ...entries.map((entry) => success(`${cataloguePath}/${entry.id}`, asJson(entry))),
    failure(below, 404, modelNotFound("The requested model", entries)),
  ];
}

/** What no model's route has taken. */
function apiRoutes(
  entries: readonly CatalogueEntry[],
  nameHeader: string | undefined,
): readonly JsonObject[] {
  const paths = openPaths(entries);
  const any = { prefix: "/" };
  return [
    ...paths.map((path) => failure({ path, headers: [notMethod("POST")] }, 405, wrongMethod("POST"), "POST")),
    ...(nameHeader === undefined
      ? [failure(any, 404, modelNotFound("The requested model", entries))]
      : [
          ...entries.map((entry) =>
            failure({ ...any, headers: [exactly(nameHeader, entry.id)] }, 404, wrongPath(entry)),
          ),
          failure(
            { ...any, headers: [{ name: nameHeader, present_match: true }] },
            404,
            modelNotFound(`The model \`%REQ(${nameHeader}):${longestRequestedName}%\``, entries),
          ),
          ...paths.map((path) => failure({ path }, 400, modelMissing(entries))),
          failure(any, 404, unknownPath(entries)),
        ]),
  ];
}

function asJson(entry: CatalogueEntry): JsonObject {
  return { ...entry };
}

function exactly(name: string, value: string): JsonObject {
  return { name, string_match: { exact: value } };
}

function notMethod(methods: string): JsonObject {
  return { name: ":method", string_match: { safe_regex: { regex: methods } }, invert_match: true };
}

function success(path: string, body: JsonObject): JsonObject {
  return {
    match: { path },
    direct_response: { status: 200, body: { inline_string: JSON.stringify(body) } },
    response_headers_to_add: [header("content-type", "application/json")],
  };
}

/**
 * An error, by `json_format`: there Envoy replaces `%REQ(...)%` by a header's value, escaped for JSON, and sets the content type.
 * @param allow value of the header `Allow`.
 */
function failure(match: JsonObject, status: number, error: ApiError, allow?: string): JsonObject {
  return {
    match,
    direct_response: { status, body_format: { json_format: { error: { ...error } } } },
    ...(allow !== undefined && { response_headers_to_add: [header("allow", allow)] }),
  };
}

function header(key: string, value: string): JsonObject {
  return { header: { key, value }, append_action: "OVERWRITE_IF_EXISTS_OR_ADD" };
}
