import { checkProject, projectOf } from "../../../../components/gke/cluster/project";
import { formatProblem } from "../../../../components/problems/problems";

describe("the project", () => {
  test.each([
    ["the stack's own", "mine", { GOOGLE_PROJECT: "other" }, "mine"],
    ["the provider's variable", undefined, { GOOGLE_PROJECT: "a", GOOGLE_CLOUD_PROJECT: "b" }, "a"],
    ["Google Cloud's variable", undefined, { GOOGLE_CLOUD_PROJECT: "b", GCLOUD_PROJECT: "c" }, "b"],
    ["an older variable", undefined, { GCLOUD_PROJECT: "c", CLOUDSDK_CORE_PROJECT: "d" }, "c"],
    ["gcloud's variable", "", { GOOGLE_PROJECT: "", CLOUDSDK_CORE_PROJECT: "d" }, "d"],
    ["none", undefined, { HOME: "/root" }, undefined],
  ])("is %s", (_, configured, environment, expected) => {
    expect(projectOf(configured, environment)).toBe(expected);
  });

  test("has to be set", () => {
    expect(checkProject(undefined).map(formatProblem)).toEqual([
      "gcp:project: must be set, or one of the variables of Google's tools, got nothing; run `pulumi config set " +
        "gcp:project <id>`, or set GOOGLE_PROJECT [MissingKey]",
    ]);
  });

  test.each(["My-Project", "short", "9lives-project", "ends-with-", "a".repeat(31), "has space"])(
    "cannot be %j",
    (project) => {
      expect(checkProject(project).map(formatProblem)).toEqual([
        `gcp:project: must be the id of a project: 6 to 30 lower-case letters, digits and '-', starting with a letter, ` +
          `got "${project}"; run \`pulumi config set gcp:project <id>\`, or set GOOGLE_PROJECT [InvalidValue]`,
      ]);
    },
  );

  test.each(["my-project", "abcdef", "a".repeat(30), "project-123", "example.com:my-project"])(
    "may be %j",
    (project) => {
      expect(checkProject(project)).toEqual([]);
    },
  );
});
