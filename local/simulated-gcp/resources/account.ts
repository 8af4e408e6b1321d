import { computedAndFixed, fixed } from "../provider-schema/field-facts";
import { projectOf } from "../cloud-state";
import { accountIdFromEmail, accountKind, accountEmail } from "./account-fields";
import { defineKind } from "./kind";

/** A service account. */
export const account = defineKind({
  ...accountKind,
  nameField: "accountId",
  facts: { accountId: fixed, project: computedAndFixed },
  computed: ["email", "member", "name", "uniqueId"],
  api: "iam.googleapis.com",
  id: (fields, place) => accountIdFromEmail(accountEmail(fields.accountId, projectOf(fields, place))),
  outputs: (fields, { id, createdAtMs }, { place }) => {
    const project = projectOf(fields, place);
    const email = accountEmail(fields.accountId, project);
    return { project, email, member: `serviceAccount:${email}`, name: id, uniqueId: String(createdAtMs) };
  },
  alreadyExists: (id) => {
    const [, project, , email = ""] = id.split("/");
    return `Service account ${email.split("@")[0]} already exists within project projects/${project}.`;
  },
  takesOver: ({ createIgnoreAlreadyExists = false }) => createIgnoreAlreadyExists,
});
