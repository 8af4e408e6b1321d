import type { Place } from "../cloud-state";
import type { Properties } from "./values";

/** Variables from which the real provider reads its project, region and zone. */
const variables = {
  project: ["GOOGLE_PROJECT", "GOOGLE_CLOUD_PROJECT", "GCLOUD_PROJECT", "CLOUDSDK_CORE_PROJECT"],
  region: ["GOOGLE_REGION", "GCLOUD_REGION", "CLOUDSDK_COMPUTE_REGION"],
  zone: ["GOOGLE_ZONE", "GCLOUD_ZONE", "CLOUDSDK_COMPUTE_ZONE"],
} as const;

/** A provider's default project and location, from its inputs or else the environment. */
export function configuredPlace(
  inputs: Properties,
  environment: Readonly<Record<string, string | undefined>>,
): Place {
  const find = (key: keyof Place): string | undefined => {
    const given = inputs[key];
    if (typeof given === "string" && given !== "") return given;
    return variables[key]
      .map((name) => environment[name])
      .find((value) => value !== undefined && value !== "");
  };
  return { project: find("project"), region: find("region"), zone: find("zone") };
}
