import { z } from "zod";
import { GoogleApiError } from "../google-api-error";
import { each, fixed } from "../provider-schema/field-facts";
import { accountExists } from "./account-fields";
import { defineKind } from "./kind";

/** A role of one member in a project. Granting it again is harmless. */
export const iamMember = defineKind({
  type: "gcp:projects/iAMMember:IAMMember",
  schema: z.strictObject({
    project: z.string().min(1),
    role: z.string().regex(/^(projects\/[^/]+\/|organizations\/\d+\/)?roles\/[a-zA-Z0-9_.]+$/, {
      error: "must be a role such as roles/logging.logWriter",
    }),
    member: z.string().regex(/^(serviceAccount|user|group|domain|principal|principalSet):.+$/, {
      error: "must say what it is, such as serviceAccount:{email}",
    }),
  }),
  facts: each(fixed, "project", "role", "member"),
  computed: ["etag"],
  api: "cloudresourcemanager.googleapis.com",
  id: ({ project, role, member }) => `${project}/${role}/${member}`,
  outputs: (_fields, { createdAtMs }) => ({ etag: String(createdAtMs) }),
  check: ({ member }, _id, cloudState) => {
    const email = /^serviceAccount:([^[]+\.iam\.gserviceaccount\.com)$/.exec(member)?.[1];
    if (email !== undefined && !accountExists(email, cloudState))
      throw new GoogleApiError(400, `Service account ${email} does not exist., badRequest`);
  },
  alreadyExists: (id) => `${id} is already granted`,
  takesOver: () => true,
});
