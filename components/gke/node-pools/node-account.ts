import { fingerprint } from "../../objects/fingerprint";

const suffix = "-nodes";

/** Longest id that Google takes. Source: IAM's API, `CreateServiceAccountRequest.accountId`: 6 to 30 characters. */
const maxLength = 30;

/** Id of the service account that the nodes of a cluster run as. */
export function nodeAccountId(clusterName: string): string {
  if (clusterName.length + suffix.length <= maxLength) return `${clusterName}${suffix}`;
  const end = `-${fingerprint(clusterName)}${suffix}`;
  return `${clusterName.slice(0, maxLength - end.length).replace(/-+$/, "")}${end}`;
}
