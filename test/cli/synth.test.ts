import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { switchyard } from "../support/switchyard";

// Each run is a process, also on a busy machine.
jest.setTimeout(120_000);

let out = "";
beforeAll(() => {
  out = mkdtempSync(path.join(os.tmpdir(), "switchyard-synth-"));
});
afterAll(() => {
  rmSync(out, { recursive: true });
});

function synth(...args: readonly string[]) {
  const { status, stdout, stderr } = switchyard(["synth", ...args]);
  return { status, stdout, stderr: stderr.replace(warning, ""), hasWarned: warning.test(stderr) };
}

/** What every run says first of the models of this stack. */
const warning =
  /^warning: Qwen\/Qwen2\.5-3B-Instruct, microsoft\/Phi-3-mini-4k-instruct: not among the models that pass .*\n/;

test("writes a stack, knows when the folder is out of date, and mends it", () => {
  const args = ["--stack", "tpu", "--out", out];

  expect(synth(...args)).toEqual({
    status: 0,
    stdout:
      `39 files in ${out}, 39 of them new, changed or removed.\n` +
      `Next, with Helm 3 on PATH: kubectl kustomize --enable-helm ${out} | kubectl apply --server-side -f -\n`,
    stderr: "",
    hasWarned: true,
  });
  expect(synth(...args, "--check")).toEqual({
    status: 0,
    stdout: `${out} is up to date: 39 files.\n`,
    stderr: "",
    hasWarned: true,
  });

  appendFileSync(path.join(out, "inference-gateway", "gateway.yaml"), "# edited\n");
  rmSync(path.join(out, "kustomization.yaml"));
  writeFileSync(path.join(out, "stale.yaml"), "# Written by Switchyard's synth; do not edit.\n");
  expect(synth(...args, "--check")).toEqual({
    status: 1,
    stdout: "",
    stderr:
      "changed: inference-gateway/gateway.yaml\nmissing: kustomization.yaml\nleft over: stale.yaml\n" +
      `${out} is out of date. Next: npm run synth -- --stack tpu --out ${out}\n`,
    hasWarned: true,
  });

  expect(synth(...args).stdout).toContain("39 files in");
  expect(existsSync(path.join(out, "stale.yaml"))).toBe(false);
});

test("a stack that does not exist: its problem, no stack trace, nothing written", () => {
  const nowhere = path.join(out, "nowhere");

  expect(synth("--stack", "cpu", "--out", nowhere)).toEqual({
    status: 1,
    stdout: "",
    stderr:
      'invalid configuration of stack "cpu" (1 problem)\n' +
      "  - Pulumi.cpu.yaml: must exist, got no such file; use one of gpu, local, tpu [MissingStack]\n",
    hasWarned: false,
  });
  expect(existsSync(nowhere)).toBe(false);
});

describe("an impossible folder is wrong usage, and nothing is written", () => {
  test("a file, or one below a file", () => {
    const file = path.join(out, "file");
    writeFileSync(file, "mine");

    for (const folder of [file, path.join(file, "below", "it")])
      expect(synth("--stack", "tpu", "--out", folder, "--check")).toEqual({
        status: 2,
        stdout: "",
        stderr: `${folder} cannot be a folder: ${file} is a file\n`,
        hasWarned: false,
      });
    expect(readFileSync(file, "utf8")).toBe("mine");
  });

  test("a folder with a file where a folder of synth belongs", () => {
    const folder = mkdtempSync(path.join(out, "folder-"));
    const inTheWay = path.join(folder, "inference-gateway");
    writeFileSync(inTheWay, "mine");

    expect(synth("--stack", "tpu", "--out", folder)).toMatchObject({
      status: 2,
      stdout: "",
      stderr: `${inTheWay} cannot be a folder: ${inTheWay} is a file\n`,
    });
    expect(readdirSync(folder)).toEqual(["inference-gateway"]);
  });

  test("one below /proc, where Node's own recursive mkdir never ends", () => {
    const { status, stdout, stderr } = synth("--stack", "tpu", "--out", "/proc/manifests/here");

    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(
      /^\/proc\/manifests\/here\/inference-gateway cannot be made: E[A-Z]+: .*, mkdir '\/proc(\/manifests)?'\n$/,
    );
  });
});

test("with --json, what it would print is data", () => {
  const folder = path.join(out, "as-json");
  const changes = { stack: "tpu", out: folder, files: 39 };

  const checked = synth("--stack", "tpu", "--out", folder, "--check", "--json");
  expect(checked).toMatchObject({ status: 1, stderr: "" });
  expect(JSON.parse(checked.stdout)).toMatchObject(changes);
  expect(existsSync(folder)).toBe(false);

  expect(synth("--stack", "tpu", "--out", folder, "--json").status).toBe(0);
  const again = synth("--stack", "tpu", "--out", folder, "--check", "--json");
  expect(again.status).toBe(0);
  expect(JSON.parse(again.stdout)).toEqual({ ...changes, changes: [] });
});
