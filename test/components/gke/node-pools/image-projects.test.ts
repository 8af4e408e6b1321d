import { imageProjects } from "../../../../components/gke/node-pools/image-projects";

test.each([
  ["europe-west4-docker.pkg.dev/my-project/llm/vllm:v1", "my-project"],
  ["us-docker.pkg.dev/vertex-ai/vllm@sha256:0", "vertex-ai"],
  ["eu.gcr.io/my-project/vllm:v1", "my-project"],
  ["gcr.io/my-project/deep/path/vllm:v1", "my-project"],
  ["europe-docker.pkg.dev/example.com/my-project/llm/vllm:v1", "example.com:my-project"],
])("%s is in %s", (image, project) => {
  expect(imageProjects([image])).toEqual([project]);
});

test("images elsewhere are in no project, and a project is named once", () => {
  expect(
    imageProjects([
      "vllm/vllm-openai:v1",
      "registry.k8s.io/pause:3",
      "docker.pkg.dev.example/p/r/i:1",
      "gcr.io/mine/one:1",
      "us-docker.pkg.dev/mine/r/two:2",
    ]),
  ).toEqual(["mine"]);
  expect(imageProjects([])).toEqual([]);
});
