/** What `npm pack` makes, used as other programs would: installed, type-checked against, and run by plain Node. */
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { ended } from "@switchyard/process/testing/ended";
import { z } from "zod";
import { apiReportFile, apiReports, missingExports } from "../../scripts/api-report";
import { projectDir } from "../support/sources";
import { installPackage, manifest, requiredPeers } from "./support/install-package";

jest.setTimeout(5 * 60_000);

const folder = mkdtempSync(path.join(os.tmpdir(), "switchyard-package-"));
const cdk8sApp = path.join(folder, "cdk8s-app");
const pulumiProgram = path.join(folder, "own-program");
let packedFiles: readonly string[] = [];

beforeAll(async () => {
  const packed = await ended(
    "npm",
    ["pack", "--json", "--pack-destination", folder],
    projectDir,
    process.env,
  );
  expect(packed.code).toBe(0);
  const [{ filename, files }] = packSchema.parse(JSON.parse(packed.stdout));
  packedFiles = files.map((file) => file.path);
  const tarball = path.join(folder, filename);
  for (const [program, peers] of [
    [cdk8sApp, requiredPeers],
    [pulumiProgram, Object.keys(manifest.peerDependencies)],
  ] as const) {
    cpSync(path.join(projectDir, "examples", path.basename(program)), program, { recursive: true });
    await installPackage(tarball, program, peers);
  }
});

/** The build prints before the list. */
const packSchema = z.tuple([
  z.object({ filename: z.string(), files: z.array(z.object({ path: z.string() })) }),
]);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const node = (program: string, ...args: readonly string[]) =>
  ended(process.execPath, args, program, process.env);

/** Compiles a program to `out/` against the types in the package alone. */
function compile(program: string, options: object = { module: "node20", moduleResolution: "node16" }) {
  const compilerOptions = {
    ...{ strict: true, target: "es2022", types: ["node"], skipLibCheck: true, outDir: "out" },
    ...options,
  };
  const entries = ["index.ts", "main.ts"].filter((file) => existsSync(path.join(program, file)));
  writeFileSync(path.join(program, "tsconfig.json"), JSON.stringify({ compilerOptions, files: entries }));
  return node(program, "node_modules/typescript/bin/tsc");
}

const clean = { code: 0, stdout: "", stderr: "" };

test("it holds what is compiled, the command and its documents, and nothing of the laptop", () => {
  const tops = [...new Set(packedFiles.map((file) => file.split("/", 2).join("/")))].sort();
  expect(tops).toEqual([
    "LICENSE",
    "README.md",
    "bin/switchyard.cjs",
    "docs/stack-config.schema.json",
    "lib/cli",
    "lib/components",
    "lib/infra",
    "package.json",
  ]);
});

describe("in a cdk8s app without Pulumi", () => {
  test("the example compiles and writes its manifests", async () => {
    expect(await compile(cdk8sApp)).toEqual(clean);
    expect(await node(cdk8sApp, "out/main.js")).toEqual({
      ...clean,
      stdout: "microsoft/Phi-3-mini-4k-instruct is served by phi-3-mini-4k-instruct\n",
    });
    const model = readFileSync(path.join(cdk8sApp, "manifests", "0001-phi.k8s.yaml"), "utf8");
    expect(model).toContain("kind: InferencePool");
  });

  test("there is no engine: the entries that need one do not load", async () => {
    const load = (entry: string) => node(cdk8sApp, "--eval", `require("${entry}")`);
    for (const entry of ["switchyard/charts", "switchyard/checks", "switchyard/stack"])
      expect(await load(entry)).toEqual(clean);
    for (const entry of ["switchyard", "switchyard/pulumi"])
      expect((await load(entry)).stderr).toContain("Cannot find module '@pulumi/");
  });

  test("ES modules import it by name", async () => {
    const script =
      'import { ModelServingChart } from "switchyard/charts"; import { checkManifests } from "switchyard/checks";' +
      "console.log(ModelServingChart.name, checkManifests.name)";
    const { stdout } = await node(cdk8sApp, "--input-type=module", "--eval", script);
    expect(stdout).toBe("ModelServingChart checkManifests\n");
  });

  test("the example compiles with the older module resolution, too", async () => {
    const older = { module: "commonjs", moduleResolution: "node10", ignoreDeprecations: "6.0" };
    expect(await compile(cdk8sApp, older)).toEqual(clean);
  });

  test("its command writes and prices the stack of the current folder", async () => {
    cpSync(path.join(projectDir, "Pulumi.gpu.yaml"), path.join(cdk8sApp, "Pulumi.mine.yaml"));
    const command = "node_modules/switchyard/bin/switchyard.cjs";

    const written = await node(cdk8sApp, command, "synth", "--stack", "mine", "--out", "yaml");
    expect(written).toMatchObject({ code: 0 });
    expect(existsSync(path.join(cdk8sApp, "yaml", "kustomization.yaml"))).toBe(true);
    rmSync(path.join(cdk8sApp, "yaml", "kustomization.yaml"));
    const checked = await node(cdk8sApp, command, "synth", "--stack", "mine", "--out", "yaml", "--check");
    expect(checked).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(
        "missing: kustomization.yaml\nyaml is out of date. Next: npx switchyard synth --stack mine --out yaml\n",
      ) as unknown,
    });
    const cost = await node(cdk8sApp, command, "cost", "--stack", "mine", "--json");
    expect(JSON.parse(cost.stdout)).toMatchObject({ stack: "mine", monthlyCost: { unpriced: [] } });
    expect(await node(cdk8sApp, command, "start")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("in a clone of Switchyard's repository") as unknown,
    });
  });
});

describe("in a Pulumi program", () => {
  test("the example compiles, and registers its components", async () => {
    expect(await compile(pulumiProgram)).toEqual(clean);
    writeFileSync(path.join(pulumiProgram, "mocked.cjs"), mockedEngine);
    const { code, stdout } = await node(pulumiProgram, "mocked.cjs");
    expect(code).toBe(0);
    const registered = z.array(z.string()).parse(JSON.parse(stdout));
    expect(registered).toEqual(
      expect.arrayContaining([
        "pulumi:providers:kubernetes cluster",
        "kubernetes:apps/v1:Deployment phi-3-mini-4k-instruct/model-server",
        "kubernetes:apps/v1:Deployment gemma-2b-it/model-server",
      ]),
    );
  });

  /** Plays the engine, and prints what the program registers. */
  const mockedEngine = `
    const { runtime } = require("@pulumi/pulumi");
    const registered = [];
    const newResource = ({ type, name, inputs }) => {
      registered.push(type + " " + name);
      return { id: name + "-id", state: inputs };
    };
    runtime.setMocks({ newResource, call: ({ inputs }) => inputs });
    runtime.setAllConfig({ "cluster:kubeconfig": "/nowhere/kubeconfig" });
    // The objects of a Helm chart are made by the provider.
    require("@pulumi/kubernetes/helm/v4/chart").Chart = function Chart() {};
    require("./out/index.js");
    process.once("beforeExit", () => console.log(JSON.stringify(registered)));
  `;
});

describe("its API", () => {
  test("is the one of docs/api, and every type in a signature is exported", () => {
    const reports = apiReports(projectDir);
    for (const { entry, text } of reports)
      // A change that is meant: npm run api, and CONTRIBUTING on versions.
      expect(text).toBe(readFileSync(path.join(projectDir, apiReportFile(entry)), "utf8"));
    expect(missingExports(reports)).toEqual([]);
  });

  test("of the package's name is that of charts, checks and components together", async () => {
    const script =
      'const { index, ...parts } = Object.fromEntries(["/charts", "/checks", "/pulumi", ""].map((entry) => ' +
      '[entry || "index", Object.keys(require("switchyard" + entry))]));' +
      "console.log(JSON.stringify([index.sort(), [...new Set(Object.values(parts).flat())].sort()]))";
    const { stdout } = await node(pulumiProgram, "--eval", script);
    const [index, parts] = z.tuple([z.array(z.string()), z.array(z.string())]).parse(JSON.parse(stdout));
    expect(index).toEqual(parts);
    expect(index).toContain("ModelServing");
  });
});
