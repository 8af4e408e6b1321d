import type { V1Container, V1Pod, V1Volume } from "@kubernetes/client-node";

/** The kinds of objects whose data a pod can use. */
export type ObjectKind = "configMap" | "secret";

/** The data of a ConfigMap or Secret by key, decoded. */
export type ObjectData = Readonly<Record<string, Buffer>>;

/** Names one ConfigMap or Secret in the pod's namespace. */
export interface ObjectReference {
  readonly kind: ObjectKind;
  readonly name: string;
}

/** The existing ConfigMaps and Secrets that a pod refers to. */
export class ReferencedObjects {
  readonly #data: ReadonlyMap<string, ObjectData>;

  constructor(found: readonly (ObjectReference & { readonly data: ObjectData })[]) {
    this.#data = new Map(found.map((one) => [`${one.kind}/${one.name}`, one.data]));
  }

  /** The object's data, or undefined where there is no such object. */
  find(kind: ObjectKind, name: string): ObjectData | undefined {
    return this.#data.get(`${kind}/${name}`);
  }
}

/** Sources of the pod's volume files. */
export function volumeReferences(pod: V1Pod): ObjectReference[] {
  return (pod.spec?.volumes ?? []).flatMap(referencesOfVolume).filter(isNamed);
}

/** Sources of the container's environment. */
export function envReferences(container: V1Container): ObjectReference[] {
  const whole = (container.envFrom ?? []).flatMap((from) => [
    reference("configMap", from.configMapRef?.name),
    reference("secret", from.secretRef?.name),
  ]);
  const keys = (container.env ?? []).flatMap(({ valueFrom }) => [
    reference("configMap", valueFrom?.configMapKeyRef?.name),
    reference("secret", valueFrom?.secretKeyRef?.name),
  ]);
  return [...whole, ...keys].filter(isNamed);
}

function referencesOfVolume(volume: V1Volume): ObjectReference[] {
  const projected = (volume.projected?.sources ?? []).flatMap((source) => [
    reference("configMap", source.configMap?.name),
    reference("secret", source.secret?.name),
  ]);
  return [
    reference("configMap", volume.configMap?.name),
    reference("secret", volume.secret?.secretName),
    ...projected,
  ];
}

function reference(kind: ObjectKind, name: string | undefined): ObjectReference {
  return { kind, name: name ?? "" };
}

function isNamed(reference: ObjectReference): boolean {
  return reference.name !== "";
}
