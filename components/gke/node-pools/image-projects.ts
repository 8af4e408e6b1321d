/** Artifact Registry, and Container Registry's names that lead there. Source: Artifact Registry, "Repository and image names". */
const registries = [/^[a-z0-9-]+-docker\.pkg\.dev\/(.+)$/, /^(?:[a-z]+\.)?gcr\.io\/(.+)$/];

/** The projects whose registries some images are in; none for an image that is elsewhere, such as on Docker Hub. */
export function imageProjects(images: readonly string[]): readonly string[] {
  return [...new Set(images.flatMap((image) => projectOfImage(image) ?? []))];
}

function projectOfImage(image: string): string | undefined {
  const path = registries.map((registry) => registry.exec(image)?.[1]).find((found) => found !== undefined);
  const [first = "", second = ""] = path?.split("/") ?? [];
  if (first === "") return undefined;
  // The project `example.com:mine` is written as two parts.
  return first.includes(".") ? `${first}:${second}` : first;
}
