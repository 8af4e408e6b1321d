import { GoogleApiError } from "../google-api-error";
import type { CloudState } from "../cloud-state";
import { existing } from "../cloud-state";
import { serviceKind } from "./service-fields";

/** APIs that calls need, by their titles in Google Cloud's errors. */
const titles = {
  "compute.googleapis.com": "Compute Engine API",
  "container.googleapis.com": "Kubernetes Engine API",
  "iam.googleapis.com": "Identity and Access Management (IAM) API",
  "cloudresourcemanager.googleapis.com": "Cloud Resource Manager API",
} as const;

export type ApiName = keyof typeof titles;

/** @throws GoogleApiError when an API is not enabled in a project. */
export function checkEnabled(api: ApiName, project: string, cloudState: CloudState): void {
  const services = existing(cloudState, serviceKind).filter(
    ({ resource }) => resource.readyAtMs <= cloudState.nowMs,
  );
  if (services.some(({ id }) => id === `${project}/${api}`)) return;
  const page = `https://console.developers.google.com/apis/api/${api}/overview?project=${project}`;
  throw new GoogleApiError(
    403,
    `${titles[api]} has not been used in project ${project} before or it is disabled. Enable it by visiting ${page} then retry.`,
  );
}
