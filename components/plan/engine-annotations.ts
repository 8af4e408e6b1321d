import type { Manifest } from "./manifest";

/** Prefix of the annotations that only the engine reads. They never reach the cluster's YAML from `synth`. */
export const enginePrefix = "pulumi.com/";

const spareSec = 120;

/**
 * The program's word counts: a field that somebody has changed by hand is set back by the next update. Without this the
 * engine would give up at such a field, because Kubernetes holds it to be theirs.
 */
export const ownershipAnnotations = { [`${enginePrefix}patchForce`]: "true" };

/** An object as the engine is asked for it. */
export function engineManifest(manifest: Manifest): Manifest {
  const { metadata } = manifest;
  const annotations = { ...metadata.annotations, ...engineAnnotations(manifest) };
  return { ...manifest, metadata: { ...metadata, annotations } };
}

/** What the engine must know of an object: that its fields are ours, and what to wait for. */
export function engineAnnotations(manifest: Manifest): Readonly<Record<string, string>> {
  return { ...ownershipAnnotations, ...awaitAnnotations(manifest) };
}

/**
 * What to wait for, and no longer than makes sense.
 *
 * The Service of an endpoint picker has no endpoint before its pool exists, and the pool waits for the Service: waiting
 * for endpoints there would be waiting for ever. Its Deployment is awaited instead.
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
