import { createHash } from "node:crypto";

/** A value that JSON can hold. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json;
}

/** One xDS resource: its name, and its body without the name. */
export interface EnvoyResource {
  readonly name: string;
  readonly body: JsonObject;
}

/** Envoy's whole configuration, by discovery service. */
export interface EnvoyConfig {
  readonly listeners: readonly EnvoyResource[];
  readonly routes: readonly EnvoyResource[];
  readonly clusters: readonly EnvoyResource[];
  readonly endpoints: readonly EnvoyResource[];
}

const maxNameLength = 200;

/**
 * The name of an xDS resource. It is a file name too: Kubernetes names do not contain `_`, so that two names never collide, and
 * names too long for a file system end in a hash.
 */
export function resourceName(...parts: readonly (string | number)[]): string {
  const name = parts.join("_");
  if (name.length <= maxNameLength) return name;
  const hash = createHash("sha256").update(name).digest("hex").slice(0, 12);
  return `${name.slice(0, maxNameLength - hash.length - 1)}_${hash}`;
}

/** An Envoy extension's configuration: a message with its type. */
export function typed(type: string, fields: JsonObject = {}): JsonObject {
  return { "@type": `type.googleapis.com/${type}`, ...fields };
}

/** A protobuf duration. */
export function seconds(count: number): string {
  return `${count}s`;
}
