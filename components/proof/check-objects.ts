import type { Manifest } from "../plan/manifest";
import { describeManifest } from "../plan/manifest";
import type { Problem } from "../problems/problems";
import { quote } from "../problems/problems";
import { isPinned } from "../objects/image-reference";
import type { ManifestSet } from "./views";

const labelValue = /^(?:[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;

/** Whether each object is one that the API server takes and that runs what it says: label values, images, no object twice. */
export function checkObjects(set: ManifestSet): readonly Problem[] {
  return [...checkDuplicates(set.all), ...checkLabels(set), ...checkImages(set)];
}

function checkDuplicates(manifests: readonly Manifest[]): readonly Problem[] {
  const seen = new Set<string>();
  return manifests.flatMap((manifest) => {
    const name = describeManifest(manifest);
    const key = `${manifest.apiVersion} ${name}`;
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    return [
      {
        code: "DuplicateObject" as const,
        path: name,
        rule: "must exist once",
        got: "two objects of this name",
        fix:
          manifest.kind === "Namespace"
            ? "choose another namespace for one of the two"
            : "give one of the models another `name`",
      },
    ];
  });
}

function checkLabels(set: ManifestSet): readonly Problem[] {
  const pods = set.deployments.map(({ metadata, spec }) => ({
    path: `Deployment ${metadata.namespace}/${metadata.name} spec.template`,
    labels: spec.template.metadata.labels,
  }));
  const objects = set.all.map((manifest) => ({
    path: describeManifest(manifest),
    labels: manifest.metadata.labels ?? {},
  }));
  return [...objects, ...pods].flatMap(({ path, labels }) =>
    Object.entries(labels)
      .filter(([, value]) => !labelValue.test(value))
      .map(([key, value]) => ({
        code: "InvalidObject" as const,
        path: `${path} label ${key}`,
        rule: "must be at most 63 letters, digits, '-', '_' or '.'",
        got: quote(value),
        fix: "use the model's object name; the full name belongs in headers and ConfigMaps",
      })),
  );
}

function checkImages(set: ManifestSet): readonly Problem[] {
  return set.deployments.flatMap(({ metadata, spec }) =>
    spec.template.spec.containers
      .filter(({ image }) => !isPinned(image))
      .map(({ name, image }) => ({
        code: "UnpinnedImage" as const,
        path: `Deployment ${metadata.namespace}/${metadata.name} container ${name}`,
        rule: "must run an image that is pinned by tag or digest",
        got: quote(image),
        fix: "add a tag other than `latest`, or a digest",
      })),
  );
}
