import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fromEngine, readConfigSection, readStackFile } from "../../infra/stack-file";
import { refusal } from "../support/thrown";

let dir = "";
beforeEach(() => {
  dir = mkdtempSync(path.join(os.tmpdir(), "switchyard-stack-"));
});
afterEach(() => {
  rmSync(dir, { recursive: true });
});

function read(text: string) {
  writeFileSync(path.join(dir, "Pulumi.mine.yaml"), text);
  return readStackFile("mine", dir);
}

test("only our keys are read, without their prefix", () => {
  const text = "config:\n  gcp:project: p\n  switchyard:zone: z\n  switchyard:models:\n    - model: a/b\n";

  expect(read(text)).toEqual({ zone: "z", models: [{ model: "a/b" }] });
  expect(readConfigSection("mine", dir)["gcp:project"]).toBe("p");
});

test.each(["", "# nothing\n", "config:\n", "encryptionsalt: v1\n"])(
  "a file that says nothing: %j",
  (text) => {
    expect(read(text)).toEqual({});
  },
);

test("a missing file names the stacks that there are", () => {
  for (const stack of ["gpu", "tpu"]) writeFileSync(path.join(dir, `Pulumi.${stack}.yaml`), "config:\n");
  writeFileSync(path.join(dir, "Pulumi.yaml"), "name: switchyard\n");

  expect(refusal(() => readStackFile("cpu", dir))).toBe(
    'invalid configuration of stack "cpu" (1 problem)\n' +
      "  - Pulumi.cpu.yaml: must exist, got no such file; use one of gpu, tpu [MissingStack]",
  );
});

test("a missing file where there is no stack yet is to be created", () => {
  expect(refusal(() => readStackFile("cpu", dir))).toBe(
    'invalid configuration of stack "cpu" (1 problem)\n' +
      "  - Pulumi.cpu.yaml: must exist, got no such file; create Pulumi.cpu.yaml [MissingStack]",
  );
});

test("invalid YAML is shown with its line", () => {
  expect(refusal(() => read("config:\n  switchyard:models: [\n"))).toBe(
    'invalid configuration of stack "mine" (1 problem)\n' +
      "  - Pulumi.mine.yaml: must be valid YAML, got Flow sequence in block collection must be sufficiently indented " +
      "and end with a ] at line 3, column 1:; correct it at that line [InvalidYaml]",
  );
});

test.each(["- model: a/b\n", "config: []\n", "just text\n"])("no config section: %j", (text) => {
  expect(refusal(() => read(text))).toMatch(
    /^ {2}- Pulumi\.mine\.yaml: must have a `config` section, got .*; start it with `config:`, and write every key below it \[WrongType\]$/m,
  );
});

test("the engine's texts are lists and mappings again, and nothing else is touched", () => {
  const config = {
    "switchyard:models": '[{"model":"a/b","replicas":2}]',
    "switchyard:gateway": '{"port":8080}',
    "switchyard:zone": "europe-west4-a",
    "switchyard:namespace": "[not json",
    "gcp:project": "p",
  };

  expect(fromEngine(config, {})).toEqual({
    models: [{ model: "a/b", replicas: 2 }],
    gateway: { port: 8080 },
    zone: "europe-west4-a",
    namespace: "[not json",
  });
});

test.each([
  ["true", true],
  ["false", false],
])("what `pulumi config set` makes of %s is no text", (text, value) => {
  expect(fromEngine({ "switchyard:scaleToZero": text }, {})).toEqual({ scaleToZero: value });
});

test("a secret of the engine is what it is in the file: no check can see its value", () => {
  const config = { "switchyard:huggingFaceToken": "hf_value", "switchyard:zone": "europe-west4-a" };
  const environment = { PULUMI_CONFIG_SECRET_KEYS: '["switchyard:huggingFaceToken"]' };

  expect(fromEngine(config, environment)).toEqual({
    huggingFaceToken: { secure: "decrypted" },
    zone: "europe-west4-a",
  });
});
