import { z } from "zod";
import { GoogleApiError } from "../google-api-error";
import type { CloudState } from "../cloud-state";
import { deletionPolicy } from "./patterns";

/** Fields of a service account. */
export const accountKind = {
  type: "gcp:serviceaccount/account:Account",
  schema: z.strictObject({
    accountId: z.string().regex(/^[a-z]([a-z0-9-]{4,28}[a-z0-9])$/, {
      error: "must be 6 to 30 lower-case letters, digits or hyphens, and begin with a letter",
    }),
    displayName: z.string().max(100).optional(),
    description: z.string().max(256).optional(),
    project: z.string().optional(),
    disabled: z.boolean().optional(),
    createIgnoreAlreadyExists: z.boolean().optional(),
    deletionPolicy,
  }),
};

/** Email address of an account. */
export function accountEmail(accountId: string, project: string): string {
  return `${accountId}@${project}.iam.gserviceaccount.com`;
}

/** Id of an account by its email address, in the project of that address. */
export function accountIdFromEmail(email: string): string {
  const [, project = ""] = /@([^.]+)\.iam\.gserviceaccount\.com$/.exec(email) ?? [];
  return `projects/${project}/serviceAccounts/${email}`;
}

/** Whether an account exists. */
export function accountExists(email: string, { resources }: CloudState): boolean {
  return resources.some(({ type, id }) => type === accountKind.type && id === accountIdFromEmail(email));
}

/**
 * @throws GoogleApiError when nodes cannot run as an account. The default account of Compute Engine, which has far too many
 * rights, does not exist here: many organisations remove it.
 */
export function checkNodeAccount(email: string | undefined, cloudState: CloudState): void {
  if (email === undefined || email === "default" || email.endsWith("-compute@developer.gserviceaccount.com"))
    throw new GoogleApiError(
      400,
      'The user does not have access to service account "default". Ask a project owner to grant you the iam.serviceAccountUser role on the service account., badRequest',
    );
  if (!accountExists(email, cloudState))
    throw new GoogleApiError(400, `Service account "${email}" does not exist., badRequest`);
}
