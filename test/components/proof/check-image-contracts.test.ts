import { stringify } from "yaml";
import { broken, goodManifests, problemsIn } from "../../support/fixture";
import { images, versions } from "../../../components/versions";

const tpuImage = images.vllmTpu;
const gpuImage = images.vllmGpu;
const serve = ["--served-model-name", "acme/Alpha-7B", "alpha-sql", "--port", "8000"];

/** What is wrong with the image and the command of a model server that is otherwise right. */
function problemsOf(container: object, pod: object = {}): readonly string[] {
  const containers = [{ name: "vllm", command: [], args: [], ...container }];
  const manifests = broken("Deployment demo/alpha-7b", {
    spec: { template: { spec: { ...pod, containers } } },
  });
  return problemsIn(manifests).filter((problem) => /\[Image\w+Mismatch\]$/.test(problem));
}

const where = "Deployment demo/alpha-7b container vllm";
const fix = 'set command to ["vllm","serve"], and start args with the model [ImageCommandMismatch]';

test("what Switchyard makes fits its images", () => {
  expect(problemsIn(goodManifests())).toEqual([]);
  expect(stringify(goodManifests())).toContain("vllm/vllm-tpu:");
});

const runsThem = "must name a command, because the entrypoint of vllm/vllm-tpu runs the arguments as one";

test("a TPU server with arguments alone, whichever it begins with", () => {
  expect(problemsOf({ image: tpuImage, args: ["--model", "a/B"] })).toEqual([
    `${where}: ${runsThem}, got ["--model","a/B"]; ${fix}`,
  ]);
  expect(problemsOf({ image: tpuImage, args: ["a/B", "--port=8000"] })).toEqual([
    `${where}: ${runsThem}, got ["a/B","--port=8000"]; ${fix}`,
  ]);
});

test.each([
  ["docker.io/vllm/vllm-tpu:v0.26.0"],
  ["vllm/vllm-tpu:nightly-20260801"],
  [`vllm/vllm-tpu@sha256:${"a".repeat(64)}`],
  [`vllm/vllm-tpu:v${versions.vllm}@sha256:${"a".repeat(64)}`],
])("%s is the same image in another version", (image) => {
  expect(problemsOf({ image, args: serve })).toHaveLength(1);
  expect(problemsOf({ image, command: ["vllm", "serve"], args: ["a/B", ...serve] })).toEqual([]);
});

test.each([
  ["a command with the model behind it", { image: tpuImage, command: ["vllm", "serve"], args: ["a/B"] }],
  ["the command in one list", { image: tpuImage, command: ["vllm", "serve", "a/B", ...serve] }],
  ["a command as arguments", { image: tpuImage, args: ["vllm", "serve", "a/B", ...serve] }],
  ["the old module", { image: tpuImage, command: ["python3", "-m", "vllm.entrypoints.openai.api_server"] }],
  ["a shell", { image: tpuImage, command: ["/bin/bash", "-c", "vllm serve a/B"] }],
  ["a script of the image", { image: tpuImage, args: ["scripts/serve.sh", "fast"] }],
  ["nothing at all, which serves vLLM's default", { image: tpuImage }],
  ["arguments of the GPU image", { image: gpuImage, args: ["a/B", ...serve] }],
  [
    "a copy in another registry",
    { image: `europe-docker.pkg.dev/x/y/vllm-tpu:v${versions.vllm}`, args: serve },
  ],
  ["an image that nothing is known of", { image: "acme/server:1", command: ["--serve"], args: serve }],
])("%s is fine", (_, container) => {
  expect(problemsOf(container)).toEqual([]);
});

test.each([
  [["vllm"], ["--model", "a/B"], "must give vllm a command that it has"],
  [["vllm", "sreve"], ["a/B"], "must give vllm a command that it has"],
  [[], ["vllm", "serve", "a/B"], "must name `vllm serve` once"],
  [[], ["serve", "a/B"], "must name `vllm serve` once"],
  [["vllm", "serve"], ["vllm", "serve", "a/B"], "must name `vllm serve` once"],
  [["--model"], ["a/B"], "must run a program that vllm/vllm-openai has"],
])("the GPU image with command %j and args %j", (command, args, rule) => {
  const line = command.length > 0 ? [...command, ...args] : ["vllm", "serve", ...args];
  expect(problemsOf({ image: gpuImage, command, args })).toEqual([
    `${where}: ${rule}, got ${JSON.stringify(line)}; ${fix}`,
  ]);
});

test("a picker's image has its own program and nothing else, not even for its hooks and probes", () => {
  const image = images.endpointPicker;
  const exec = { exec: { command: ["sleep", "5"] } };
  const fixed = 'set command to ["/epp"] [ImageCommandMismatch]';
  const rule = "must run a program that gateway-api-inference-extension/epp has: /epp";
  expect(
    problemsOf({ image, command: ["/bbr"], lifecycle: { preStop: exec }, readinessProbe: exec }),
  ).toEqual([
    `${where}: ${rule}, got ["/bbr"]; ${fixed}`,
    ...["readinessProbe", "preStop"].map(
      (name) =>
        `${where} ${name}: ${rule}, got ["sleep","5"]; ` +
        "use an action that needs no program: httpGet, tcpSocket, grpc or sleep [ImageCommandMismatch]",
    ),
  ]);
  expect(problemsIn(broken("Deployment demo/alpha-7b-epp", {}))).toEqual([]);
});

test("init containers count as well", () => {
  const initContainers = [{ name: "warm", image: tpuImage, args: ["--model", "a/B"] }];
  const container = { image: tpuImage, command: ["vllm", "serve"], args: ["a/B"] };
  expect(problemsOf(container, { initContainers })).toEqual([
    `Deployment demo/alpha-7b container warm: ${runsThem}, got ["--model","a/B"]; ${fix}`,
  ]);
});

test("an image that runs as root where that is forbidden", () => {
  const container = { image: tpuImage, command: ["vllm", "serve"], args: ["a/B"] };
  const nonRoot = { securityContext: { runAsNonRoot: true } };
  const wanted = [
    `${where}: must not run as root where runAsNonRoot is true, got user 0 of vllm/vllm-tpu; ` +
      "set runAsUser to a user that the image works with, or leave runAsNonRoot out [ImageUserMismatch]",
  ];
  expect(problemsOf(container, nonRoot)).toEqual(wanted);
  expect(problemsOf({ ...container, ...nonRoot })).toEqual(wanted);
  expect(problemsOf({ ...container, securityContext: { runAsUser: 2000 } }, nonRoot)).toEqual([]);
  const picker = broken("Deployment demo/alpha-7b-epp", {
    spec: { template: { spec: { securityContext: { runAsUser: undefined } } } },
  });
  expect(problemsIn(picker)).toEqual([]);
});
