import type { Translation } from "../../translate/translate";
import { at, body } from "./outcome";

/** A request as far as routing sees it. */
export interface TestRequest {
  readonly path: string;
  readonly host?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Where Envoy would send a request: the clusters with their weights, as `name=weight`, or the status of a direct answer.
 * It tries routes in order, as Envoy does.
 */
export function destination(
  translation: Translation,
  request: TestRequest,
  listener = "llm_gateway_http",
): string {
  const hosts = list(at(body(translation.envoy.routes, listener), ["virtual_hosts"]));
  const host = request.host ?? "any";
  const virtualHost =
    hosts.find((each) => list(at(each, ["domains"])).includes(host)) ??
    hosts.find((each) => list(at(each, ["domains"])).includes("*"));
  const route = list(at(virtualHost, ["routes"])).find((each) => matches(at(each, ["match"]), request));
  const direct = at(route, ["direct_response", "status"]);
  if (typeof direct === "number") return String(direct);
  return list(at(route, ["route", "weighted_clusters", "clusters"]))
    .map((cluster) => `${String(at(cluster, ["name"]))}=${String(at(cluster, ["weight"]))}`)
    .join(" ");
}

function matches(match: unknown, request: TestRequest): boolean {
  const headers = Object.fromEntries(
    Object.entries(request.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  );
  return (
    matchesPath(match, request.path) &&
    list(at(match, ["headers"])).every((each) => matchesValue(each, headers))
  );
}

function matchesPath(match: unknown, path: string): boolean {
  const exact = at(match, ["path"]);
  const separated = at(match, ["path_separated_prefix"]);
  if (typeof exact === "string") return path === exact;
  if (typeof separated === "string") return path === separated || path.startsWith(`${separated}/`);
  return path.startsWith(String(at(match, ["prefix"])));
}

function matchesValue(match: unknown, headers: Readonly<Record<string, string>>): boolean {
  return headers[String(at(match, ["name"])).toLowerCase()] === at(match, ["string_match", "exact"]);
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
