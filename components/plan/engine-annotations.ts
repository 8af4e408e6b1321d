import type { Manifest } from "./manifest";

/** Prefix of the annotations that only the engine reads. They never reach the cluster's YAML from `synth`. */
export const enginePrefix = "pulumi.com/";

const spareSec = 120;

/**
 * What the engine must know to wait for an object, and no longer than makes sense.
 *
 * The Service of an endpoint picker has no endpoint before its pool exists, and the pool waits for the Service: waiting
 * for endpoints there would be waiting for ever. Its Deployment is awaited instead.
 */
export function engineAnnotations(manifest: Manifest): Readonly<Record<string, string>> {
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
