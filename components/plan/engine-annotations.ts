import type { Manifest } from "./manifest";

/** Prefix of the annotations that only the engine reads. They never reach the cluster's YAML from `synth`. */
const enginePrefix = "pulumi.com/";

const spareSec = 120;

/**
 * The program is authoritative: the next update resets a field that was changed by hand. Without this the
 * engine would fail on such a field, because Kubernetes treats it as owned by the client that changed it.
 */
export const ownershipAnnotations = { [`${enginePrefix}patchForce`]: "true" };

/** A manifest with the annotations for the engine. */
export function engineManifest(manifest: Manifest): Manifest {
  const { metadata } = manifest;
  const annotations = { ...metadata.annotations, ...engineAnnotations(manifest) };
  return { ...manifest, metadata: { ...metadata, annotations } };
}

/** Annotations for the engine: ownership of the fields, and what to wait for. */
export function engineAnnotations(manifest: Manifest): Readonly<Record<string, string>> {
  return { ...ownershipAnnotations, ...awaitAnnotations(manifest) };
}

/**
 * What to wait for, and for how long.
 *
 * The Service of an endpoint picker has no endpoint before its pool exists, and the pool waits for the Service: waiting
 * for endpoints there would never end. Its Deployment is awaited instead.
 */
function awaitAnnotations(manifest: Manifest): Readonly<Record<string, string>> {
  switch (manifest.kind) {
    case "Service":
      return { [`${enginePrefix}skipAwait`]: "true" };
    case "Deployment":
      return { [`${enginePrefix}timeoutSeconds`]: String(progressDeadlineSec(manifest) + spareSec) };
    case "Gateway":
      return { [`${enginePrefix}waitFor`]: "condition=Programmed" };
    default:
      return {};
  }
}

function progressDeadlineSec({ ["spec"]: spec }: Manifest): number {
  const kubernetesDefaultSec = 600;
  if (typeof spec !== "object" || spec === null || !("progressDeadlineSeconds" in spec))
    return kubernetesDefaultSec;
  return Number(spec.progressDeadlineSeconds);
}
