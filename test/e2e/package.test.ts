/** What `npm pack` makes, used as another program would: installed, type-checked against, and run by the real engine. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { ended } from "@switchyard/process/testing/ended";

const repository = path.join(__dirname, "..", "..");
const folder = mkdtempSync(path.join(os.tmpdir(), "switchyard-package-"));
const program = path.join(folder, "own-program");

jest.setTimeout(5 * 60_000);

beforeAll(async () => {
  const packed = await ended("npm", ["pack", "--pack-destination", folder], repository, process.env);
  expect(packed.code).toBe(0);
  cpSync(path.join(repository, "examples", "own-program"), program, { recursive: true });
  const modules = path.join(program, "node_modules");
  mkdirSync(path.join(modules, "switchyard"), { recursive: true });
  const tarball = readdirSync(folder).find((name) => name.endsWith(".tgz")) ?? "";
  const unpack = [
    "-xzf",
    path.join(folder, tarball),
    "-C",
    path.join(modules, "switchyard"),
    "--strip-components=1",
  ];
  expect(await ended("tar", unpack, folder, process.env)).toMatchObject({ code: 0 });
  for (const name of readdirSync(path.join(repository, "node_modules")))
    if (name !== "switchyard")
      symlinkSync(path.join(repository, "node_modules", name), path.join(modules, name));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test("the package carries its own types: the example compiles against them alone", async () => {
  const config = {
    compilerOptions: {
      strict: true,
      noEmit: true,
      target: "es2022",
      module: "node20",
      moduleResolution: "node16",
      types: ["node"],
      skipLibCheck: true,
    },
    files: ["index.ts"],
  };
  writeFileSync(path.join(program, "tsconfig.json"), JSON.stringify(config));
  const compiled = await ended(process.execPath, ["node_modules/typescript/bin/tsc"], program, process.env);
  expect(compiled).toEqual({ code: 0, stdout: "", stderr: "" });
});

test("the package is compiled: plain Node loads it", async () => {
  const script =
    'const { ModelServing, versions } = require("switchyard"); console.log(ModelServing.name, versions.inferenceExtension)';
  const { stdout } = await ended(process.execPath, ["-e", script], program, process.env);
  expect(stdout).toBe("ModelServing v1.5.0\n");
});
