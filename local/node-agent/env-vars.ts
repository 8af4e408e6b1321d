import type { V1Container, V1EnvFromSource, V1EnvVar, V1EnvVarSource, V1Pod } from "@kubernetes/client-node";
import type { ObjectData, ObjectKind, ReferencedObjects } from "./referenced-objects";

/** A pod and the facts known since it was scheduled. */
export interface PlacedPod {
  readonly pod: V1Pod;
  readonly podIp: string;
  readonly hostIp: string;
}

/** A container cannot be created because its configuration refers to something that does not exist. */
export class ContainerConfigError extends Error {}

/**
 * The environment that a container's spec asks for, with `$(NAME)` expanded.
 * @throws ContainerConfigError when a reference that is not optional has no target.
 */
export function containerEnv(
  container: V1Container,
  placed: PlacedPod,
  objects: ReferencedObjects,
): Record<string, string> {
  const env: Record<string, string> = {};
  for (const from of container.envFrom ?? [])
    for (const [key, value] of Object.entries(wholeObject(from, objects)))
      env[`${from.prefix ?? ""}${key}`] = value.toString();
  for (const variable of container.env ?? []) {
    const value = variableValue(variable, placed, objects, env);
    if (value !== undefined) env[variable.name] = value;
  }
  return env;
}

/** The text with each `$(NAME)` of the environment replaced; `$$(NAME)` stands for the text `$(NAME)`. */
export function expandVariables(text: string, env: Readonly<Record<string, string>>): string {
  return text.replace(/\$\$|\$\(([^()]*)\)/g, (match, name: string | undefined) =>
    name === undefined ? "$" : (env[name] ?? match),
  );
}

function wholeObject(from: V1EnvFromSource, objects: ReferencedObjects): ObjectData {
  const ref = from.configMapRef ?? from.secretRef;
  const kind = from.configMapRef ? "configMap" : "secret";
  const data = objects.find(kind, ref?.name ?? "");
  if (!data && !ref?.optional) throw notFound(kind, ref?.name ?? "");
  return data ?? {};
}

function variableValue(
  variable: V1EnvVar,
  placed: PlacedPod,
  objects: ReferencedObjects,
  env: Readonly<Record<string, string>>,
): string | undefined {
  const source = variable.valueFrom;
  if (!source) return expandVariables(variable.value ?? "", env);
  if (source.fieldRef) return fieldValue(source.fieldRef.fieldPath, placed);
  if (source.resourceFieldRef)
    throw new ContainerConfigError(`env ${variable.name}: resourceFieldRef is not supported on a laptop`);
  return keyValue(source, objects);
}

function keyValue(source: V1EnvVarSource, objects: ReferencedObjects): string | undefined {
  const ref = source.configMapKeyRef ?? source.secretKeyRef;
  if (!ref) return "";
  const kind = source.configMapKeyRef ? "configMap" : "secret";
  const name = ref.name ?? "";
  const data = objects.find(kind, name);
  const value = data?.[ref.key];
  if (value !== undefined || ref.optional) return value?.toString();
  if (!data) throw notFound(kind, name);
  throw new ContainerConfigError(`couldn't find key ${ref.key} in ${kind.toLowerCase()} "${name}"`);
}

function notFound(kind: ObjectKind, name: string): ContainerConfigError {
  return new ContainerConfigError(`${kind.toLowerCase()} "${name}" not found`);
}

/**
 * The value of a downward API field.
 * @throws ContainerConfigError for a field that the downward API does not have.
 */
export function fieldValue(fieldPath: string, placed: PlacedPod): string {
  const { pod } = placed;
  const [, map, key = ""] = /^metadata\.(labels|annotations)\['(.+)'\]$/.exec(fieldPath) ?? [];
  if (map) return (map === "labels" ? pod.metadata?.labels : pod.metadata?.annotations)?.[key] ?? "";
  const fields: Readonly<Record<string, string | undefined>> = {
    "metadata.name": pod.metadata?.name,
    "metadata.namespace": pod.metadata?.namespace,
    "metadata.uid": pod.metadata?.uid,
    "spec.nodeName": pod.spec?.nodeName,
    "spec.serviceAccountName": pod.spec?.serviceAccountName,
    "status.podIP": placed.podIp,
    "status.podIPs": placed.podIp,
    "status.hostIP": placed.hostIp,
    "status.hostIPs": placed.hostIp,
  };
  if (!(fieldPath in fields)) throw new ContainerConfigError(`fieldRef ${fieldPath} is not supported`);
  return fields[fieldPath] ?? "";
}
