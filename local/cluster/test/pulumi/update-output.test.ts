import { changeCounts, failureReasons, resourceNews } from "../../pulumi/update-output";

const succeeded = `Updating (local):
@ updating....
 +  kubernetes:core/v1:Namespace ns creating (0s)
 +  kubernetes:core/v1:Namespace ns created (0.06s)
Diagnostics:
  pulumi:pulumi:Stack (switchyard-local):
    warning: using pulumi-language-nodejs from $PATH at /tools/pulumi-language-nodejs

Outputs:
    created: "5 created"

Resources:
    + 12 created
    ~ 1 updated
    +-1 replaced
    13 changes. 21 unchanged

Duration: 2s
`.split("\n");

const failed = `Updating (local):
 +  kubernetes:apps/v1:Deployment phi/server **creating failed** error: 1 error occurred:
Diagnostics:
  kubernetes:apps/v1:Deployment (phi/server):
    error: 1 error occurred:
    	* the Kubernetes API server reported that the Deployment failed to become live: timed out
    	* [Pod phi-7c8f]: containers with unready status: [vllm] -- [ErrImagePull] no such image

  pulumi:pulumi:Stack (switchyard-local):
    warning: using pulumi-language-nodejs from $PATH at /tools/pulumi-language-nodejs
    error: update failed

Resources:
    + 3 created

Duration: 20s
`.split("\n");

describe("resourceNews", () => {
  test.each([
    [" +  kubernetes:core/v1:Namespace ns creating (0s)", "ongoing"],
    [" +  kubernetes:core/v1:Namespace ns created (0.06s)", "finished"],
    [" ~  kubernetes:core/v1:ConfigMap a updated (0.1s) [diff: ~data]", "finished"],
    [" -  kubernetes:core/v1:ConfigMap a deleted (0.1s)", "finished"],
    [" +  kubernetes:apps/v1:Deployment phi/server **creating failed** error: no", "finished"],
    ["@ updating....", undefined],
    ["    + 12 created", undefined],
    ["Duration: 2s", undefined],
  ])("%j", (line, expected) => {
    expect(resourceNews(line)).toBe(expected);
  });
});

describe("changeCounts", () => {
  test("reads the counts of the end, and none out of the outputs", () => {
    expect(changeCounts(succeeded)).toEqual({ created: 12, updated: 1, replaced: 1, unchanged: 21 });
  });

  test("is empty for an update that did not get that far", () => {
    expect(changeCounts(["Updating (local):"])).toEqual({});
  });
});

describe("failureReasons", () => {
  test("keeps the engine's own words about what failed, without what it only repeats", () => {
    expect(failureReasons(failed)).toEqual([
      "  kubernetes:apps/v1:Deployment (phi/server):",
      "    error: 1 error occurred:",
      "    \t* the Kubernetes API server reported that the Deployment failed to become live: timed out",
      "    \t* [Pod phi-7c8f]: containers with unready status: [vllm] -- [ErrImagePull] no such image",
    ]);
  });

  test("shows the end when there are no diagnostics", () => {
    expect(failureReasons(["error: the stack is currently locked by 1 lock(s)", ""])).toEqual([
      "error: the stack is currently locked by 1 lock(s)",
    ]);
  });
});
