import type { Problem } from "../../problems/problems";
import { quote } from "../../problems/problems";

/** Variables that name the project, in the order in which Google's provider looks at them. */
const projectVariables = [
  "GOOGLE_PROJECT",
  "GOOGLE_CLOUD_PROJECT",
  "GCLOUD_PROJECT",
  "CLOUDSDK_CORE_PROJECT",
] as const;

/**
 * The project that a stack is deployed to.
 * @param configured the stack's `gcp:project`.
 */
export function projectOf(
  configured: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const candidates = [configured, ...projectVariables.map((name) => environment[name])];
  return candidates.find((candidate) => candidate !== undefined && candidate !== "");
}

/** Source: Resource Manager, "Creating and managing projects"; older ones may have a domain in front. */
const projectId = /^(?:[a-z0-9.-]+:)?[a-z][a-z0-9-]{4,28}[a-z0-9]$/;

/** Whether a stack has a project, and whether it can be one. */
export function checkProject(project: string | undefined): readonly Problem[] {
  if (project !== undefined && projectId.test(project)) return [];
  const rule =
    project === undefined
      ? "must be set, or one of the variables of Google's tools"
      : "must be the id of a project: 6 to 30 lower-case letters, digits and '-', starting with a letter";
  return [
    {
      code: project === undefined ? "MissingKey" : "InvalidValue",
      path: "gcp:project",
      rule,
      got: quote(project),
      fix: `run \`pulumi config set gcp:project <id>\`, or set ${projectVariables[0]}`,
    },
  ];
}
