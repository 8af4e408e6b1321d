import type { EnvoyResource, JsonObject } from "../../translate/envoy-config";
import type { Translation } from "../../translate/translate";

/** The body of the named resource; fails the test when there is none. */
export function body(resources: readonly EnvoyResource[], name: string): JsonObject {
  const found = resources.find((resource) => resource.name === name);
  if (found === undefined)
    throw new Error(`no resource ${name} among ${resources.map((resource) => resource.name).join(", ")}`);
  return found.body;
}

/** The conditions at one place of a status, each as `Type=Status Reason: message`. */
export function conditions(
  translation: Translation,
  kind: string,
  name: string,
  path: Path = [],
): readonly string[] {
  const found = at(statusOf(translation, kind, name), [...path, "conditions"]);
  if (!Array.isArray(found)) throw new Error(`no conditions at ${path.join(".")}`);
  return found.map((condition: Record<"type" | "status" | "reason" | "message", string>) =>
    `${condition.type}=${condition.status} ${condition.reason}: ${condition.message}`.replace(/: $/, ""),
  );
}

type Path = readonly (string | number)[];

/** The whole desired status of an object, as if Envoy had taken the configuration. */
export function statusOf(translation: Translation, kind: string, name: string, accepted = true): unknown {
  const update = translation
    .statuses(accepted)
    .find((status) => status.kind === kind && status.name === name);
  if (update === undefined) throw new Error(`no status of ${kind} ${name}`);
  return update.desired;
}

/** The value at a path of plain data; undefined where the path ends early. */
export function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === "object" && inner !== null
        ? (inner as Readonly<Record<string, unknown>>)[key]
        : undefined,
    value,
  );
}

/** Addresses and ports in the endpoints of a cluster. */
export function endpoints(translation: Translation, cluster: string): readonly string[] {
  const list = at(body(translation.envoy.endpoints, cluster), ["endpoints", 0, "lb_endpoints"]);
  if (!Array.isArray(list)) throw new Error(`no endpoints of ${cluster}`);
  return list.map((endpoint: unknown) => {
    const address = at(endpoint, ["endpoint", "address", "socket_address"]);
    return `${String(at(address, ["address"]))}:${String(at(address, ["port_value"]))}`;
  });
}
