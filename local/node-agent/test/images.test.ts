import { execFile } from "node:child_process";
import { mkdtempSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { imageContracts } from "../image-contracts";
import { executable, searchPath, unknownImage, unpackImages } from "../images";
import type { RunnableImage } from "../images";

// Each test starts processes; on a busy machine that takes seconds.
jest.setTimeout(30_000);

const gpu = releaseOf("vllm/vllm-openai");
const tpu = releaseOf("vllm/vllm-tpu");
const epp = releaseOf("registry.k8s.io/gateway-api-inference-extension/epp");
const bbr = releaseOf("registry.k8s.io/gateway-api-inference-extension/bbr");
const envoy = releaseOf("envoyproxy/envoy");
const vllmOptions = ["--served-model-name", "m", "--port", "0"];

/** The release of an image that the agent knows. */
function releaseOf(repository: string): string {
  const name = [...imageContracts.keys()].find((each) => each.startsWith(`${repository}:`));
  if (name === undefined) throw new Error(`no image of ${repository}`);
  return name;
}

let folder: string;
let images: ReadonlyMap<string, RunnableImage>;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "images-"));
  images = unpackImages({ bbr: "/tools/bbr", epp: "/tools/epp", envoy: "/bin/echo" }, folder);
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function imageOf(name: string): RunnableImage {
  const image = images.get(name);
  if (!image) throw new Error(`no image ${name}`);
  return image;
}

interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs what the container executes, in the environment that it would have. */
function run(
  name: string,
  command: string[],
  args: string[],
  env: Record<string, string> = {},
): Promise<Run> {
  const found = executable(imageOf(name), command, args);
  if ("failure" in found) throw new Error(found.failure);
  const options = { cwd: folder, env: { PATH: searchPath(imageOf(name)), ...env } };
  return new Promise((resolve) => {
    const child = execFile(found.program, found.args, options, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === "number" ? error.code : 0, stdout, stderr });
    });
    child.stdin?.end();
  });
}

const usage = "exec: usage: exec [-cl] [-a name] [command [argument ...]] [redirection ...]\n";

test("the TPU image runs its arguments as a command: options alone end it, as its script and bash say", async () => {
  expect(await run(tpu, [], ["--model", "a/B"])).toEqual({
    code: 2,
    stdout: "",
    stderr: `/entrypoint.sh: line 38: exec: --: invalid option\n${usage}`,
  });
  expect(await run(tpu, [], ["-tp", "4"])).toMatchObject({
    code: 2,
    stderr: `/entrypoint.sh: line 38: exec: -t: invalid option\n${usage}`,
  });
  expect(await run(tpu, [], ["serve", "a/B"])).toMatchObject({
    code: 127,
    stderr: "/entrypoint.sh: line 38: exec: serve: not found\n",
  });
  expect((await run(tpu, [], ["Qwen/Qwen2.5-3B-Instruct"])).code).toBe(127);
});

const wrongOption = /\nvllm: error: unrecognized arguments: --foo\n$/;

test.each([
  [tpu, ["vllm", "serve"], ["m", "--foo"]],
  [tpu, [], ["vllm", "serve", "m", "--foo"]],
  [tpu, ["/entrypoint.sh"], ["vllm", "serve", "m", "--foo"]],
  [tpu, ["bash", "-c"], ["vllm serve m --foo"]],
  [tpu, ["/usr/local/bin/vllm", "serve"], ["m", "--foo"]],
  [gpu, [], ["m", "--foo"]],
  [gpu, ["vllm", "serve"], ["m", "--foo"]],
  [gpu, ["vllm"], ["serve", "m", "--foo"]],
  [gpu, ["/bin/sh", "-c", "exec vllm serve $0 --foo"], ["m"]],
])("%s with command %j and args %j is vllm serve", async (name, command, args) => {
  const { code, stderr } = await run(name, command, args);
  expect(stderr).toMatch(wrongOption);
  expect(code).toBe(2);
});

test("the GPU image has the command in its entrypoint: another one is an argument too many", async () => {
  const { code, stderr } = await run(gpu, [], ["vllm", "serve", "a/B"]);
  expect(stderr).toMatch(/\nvllm: error: unrecognized arguments: serve a\/B\n$/);
  expect(code).toBe(2);
});

test("without arguments the TPU image starts the old module with VLLM_ARGS, or a shell", async () => {
  const { code, stdout, stderr } = await run(tpu, [], [], { VLLM_ARGS: "--port 8000 --foo" });
  expect(stdout).toBe("Starting vLLM OpenAI-compatible API server...\n");
  expect(stderr).toBe("api_server.py: error: unrecognized arguments: --foo\n");
  expect(code).toBe(2);
  expect(await run(tpu, [], [], { DISABLE_VLLM_SERVER: "true" })).toEqual({
    code: 0,
    stdout: "",
    stderr: "",
  });
});

test("the endpoint picker and the body-based router are the tools, with and without their command", () => {
  const eppFile = path.join(imageOf(epp).root, "epp");
  const bbrFile = path.join(imageOf(bbr).root, "bbr");
  expect(readlinkSync(eppFile)).toBe("/tools/epp");
  expect(readlinkSync(bbrFile)).toBe("/tools/bbr");
  expect(executable(imageOf(epp), [], ["--v=1"])).toEqual({ program: eppFile, args: ["--v=1"] });
  expect(executable(imageOf(epp), ["/epp"], ["--v=1"])).toEqual({ program: eppFile, args: ["--v=1"] });
  expect(executable(imageOf(bbr), ["/bbr"], [])).toEqual({ program: bbrFile, args: [] });
});

const runtime =
  "failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: " +
  "unable to start container process: error during container init: exec: ";

test.each([
  [epp, ["sleep", "1"], '"sleep": executable file not found in $PATH: unknown'],
  [epp, ["/bin/sh"], '"/bin/sh": stat /bin/sh: no such file or directory: unknown'],
  [bbr, ["epp"], '"epp": executable file not found in $PATH: unknown'],
  [tpu, ["--model", "a/B"], '"--model": executable file not found in $PATH: unknown'],
  [gpu, ["vlm", "serve"], '"vlm": executable file not found in $PATH: unknown'],
  [gpu, ["/entrypoint.sh"], '"/entrypoint.sh": stat /entrypoint.sh: no such file or directory: unknown'],
  [gpu, [""], '"": executable file not found in $PATH: unknown'],
])("%s cannot execute %j", (name, command, why) => {
  expect(executable(imageOf(name), command, vllmOptions)).toEqual({ failure: `${runtime}${why}` });
});

test("a program of this machine is none of the container's, but for those in its volumes", () => {
  const script = path.join(folder, "run.sh");
  writeFileSync(script, "#!/bin/sh\n", { mode: 0o755 });
  expect(executable(imageOf(tpu), [script], [], [folder])).toEqual({ program: script, args: [] });
  expect(executable(imageOf(tpu), [script], [])).toHaveProperty("failure");
  expect(executable(imageOf(tpu), [`${folder}/none`], [], [folder])).toHaveProperty("failure");
});

test("images are written anew by the next agent", () => {
  expect([...unpackImages({ bbr: "/new/bbr", epp: "/new/epp", envoy: "/bin/echo" }, folder).keys()]).toEqual([
    ...images.keys(),
  ]);
  expect(readlinkSync(path.join(imageOf(bbr).root, "bbr"))).toBe("/new/bbr");
});

test("Envoy listens on its pod address when told to listen on all addresses", async () => {
  const bootstrap = JSON.stringify({ address: "0.0.0.0", path: "a 'b' $c" });
  const env = { SWITCHYARD_POD_IP: "10.71.0.9" };

  expect(await run(envoy, ["/usr/local/bin/envoy"], ["--config-yaml", bootstrap], env)).toEqual({
    code: 0,
    stdout: `--config-yaml ${bootstrap.replace("0.0.0.0", "127.71.0.9")}\n`,
    stderr: "",
  });
});

test.each(["nginx:1", "vllm/vllm-tpu:nightly"])("%s cannot be run, and it is said which can", (image) => {
  expect(images.has(image)).toBe(false);
  expect(unknownImage(images, image)).toBe(
    `the laptop cluster cannot run image ${image}; it runs ${[epp, bbr, envoy, gpu, tpu].join(", ")}`,
  );
});
