import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { cachedFile, placeProgram, toolRecipe, toolSources } from "../cache";
import { extraTools, istioModule, istioVersion } from "../extra-tools";
import { ensureIstio } from "../istio";
import { fakeProgram, ownPath } from "./fake-program";
import type { FakeProgram } from "./fake-program";
import { temporaryFolder } from "./temporary-folder";

const folder = temporaryFolder();
ownPath();

const cache = () => path.join(folder(), "cache");
const never = new AbortController().signal;
const cacheBefore = process.env["SWITCHYARD_CACHE"];
const moduleFiles = {
  "crd-all.gen.yaml": "CustomResourceDefinition",
  "profile-demo.yaml": "Profile",
};

let go: FakeProgram;

beforeEach(async () => {
  process.env["SWITCHYARD_CACHE"] = cache();
  const file = cachedFile(cache(), extraTools.istiod);
  mkdirSync(path.dirname(file), { recursive: true });
  const finished = path.join(folder(), "finished");
  writeFileSync(finished, "istiod");
  await placeProgram(finished, file, await toolRecipe(extraTools.istiod));
  const moduleDir = path.join(folder(), "module");
  const files = path.join(moduleDir, "manifests/charts/base/files");
  mkdirSync(files, { recursive: true });
  for (const [name, kind] of Object.entries(moduleFiles))
    writeFileSync(path.join(files, name), `kind: ${kind}\n`);
  go = fakeProgram(folder(), "go", `echo '{"Dir":"${moduleDir}"}'`);
});

afterEach(() => {
  if (cacheBefore === undefined) Reflect.deleteProperty(process.env, "SWITCHYARD_CACHE");
  else process.env["SWITCHYARD_CACHE"] = cacheBefore;
});

test("Istio is one program and its definitions, and nothing else of its module", async () => {
  const istio = await ensureIstio(() => undefined, never);
  expect(istio).toEqual({
    version: istioVersion,
    istiod: path.join(cache(), `istiod-${istioVersion}/istiod`),
    definitions: path.join(cache(), `istio-crds-${istioVersion}`),
  });
  expect(readdirSync(istio.definitions)).toEqual(["crd-all.gen.yaml"]);
});

test("its module is the one that tools/istiod pins, of the release that the program reports", async () => {
  await ensureIstio(() => undefined, never);
  expect(go.calls()).toEqual([`istiod: mod download -json ${istioModule}`]);
  expect(extraTools.istiod.origin).toMatchObject({
    linkerVariables: { [`${istioModule}/pkg/version.buildVersion`]: istioVersion },
  });
});

test("its sources are in two folders, and the fingerprint of the program covers both", async () => {
  const sources = readdirSync(path.join(toolSources, "istiod"), { recursive: true });
  expect(sources).toEqual(expect.arrayContaining(["main.go", path.join("rewrite", "rewrite.go")]));
  expect(await toolRecipe(extraTools.istiod)).toMatch(/^[0-9a-f]{64}$/);
});
