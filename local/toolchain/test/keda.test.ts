import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { cachedFile, placeProgram, toolRecipe } from "../cache";
import { extraTools, kedaVersion } from "../extra-tools";
import { ensureKeda } from "../keda";
import { fakeProgram, ownPath } from "./fake-program";
import type { FakeProgram } from "./fake-program";
import { temporaryFolder } from "./temporary-folder";

const folder = temporaryFolder();
ownPath();

const cache = () => path.join(folder(), "cache");
const never = new AbortController().signal;
const cacheBefore = process.env["SWITCHYARD_CACHE"];
const programs = ["keda-operator", "keda-metrics-apiserver"] as const;
const moduleFiles = {
  "crd/bases/scaledobjects.yaml": "CustomResourceDefinition",
  "crd/bases/kustomization.yaml": "Kustomization",
  "service_account/service_account.yaml": "ServiceAccount",
  "rbac/role.yaml": "ClusterRole",
  "rbac/role_binding.yaml": "ClusterRoleBinding",
  "metrics-server/role_binding.yaml": "RoleBinding",
  "metrics-server/deployment.yaml": "Deployment",
  "metrics-server/api_service.yaml": "APIService",
};

let go: FakeProgram;

beforeEach(async () => {
  process.env["SWITCHYARD_CACHE"] = cache();
  for (const name of programs) {
    const file = cachedFile(cache(), extraTools[name]);
    mkdirSync(path.dirname(file), { recursive: true });
    const finished = path.join(folder(), "finished");
    writeFileSync(finished, name);
    await placeProgram(finished, file, await toolRecipe(extraTools[name]));
  }
  const moduleDir = path.join(folder(), "module");
  for (const [file, kind] of Object.entries(moduleFiles)) {
    const target = path.join(moduleDir, "config", file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, `kind: ${kind}\n`);
  }
  go = fakeProgram(folder(), "go", `echo '{"Dir":"${moduleDir}"}'`);
});

afterEach(() => {
  if (cacheBefore === undefined) Reflect.deleteProperty(process.env, "SWITCHYARD_CACHE");
  else process.env["SWITCHYARD_CACHE"] = cacheBefore;
});

test("KEDA is two programs, its definitions and its rights, and nothing else of its module", async () => {
  const keda = await ensureKeda(() => undefined, never);
  expect(keda).toEqual({
    operator: path.join(cache(), `keda-operator-${kedaVersion}/keda-operator`),
    metricsServer: path.join(cache(), `keda-metrics-apiserver-${kedaVersion}/keda-metrics-apiserver`),
    definitions: path.join(cache(), `keda-crds-${kedaVersion}`),
    rights: ["identity", "operator-rights", "metrics-server-rights"].map((name) =>
      path.join(cache(), `keda-${name}-${kedaVersion}`),
    ),
  });
  expect([keda.definitions, ...keda.rights].map((each) => readdirSync(each).sort())).toEqual([
    ["scaledobjects.yaml"],
    ["service_account.yaml"],
    ["role.yaml", "role_binding.yaml"],
    ["role_binding.yaml"],
  ]);
});

test("what is in the cache needs no Go, and its progress is told", async () => {
  await ensureKeda(() => undefined, never);
  const calls = go.calls();
  const news: string[] = [];
  await ensureKeda(({ name, source, state }) => news.push(`${name} ${source} ${state}`), never);
  expect(news).toEqual(programs.map((name) => `${name} cached ready`));
  expect(go.calls()).toEqual(calls);
});

test("its module is the one that tools/keda pins", async () => {
  await ensureKeda(() => undefined, never);
  expect(new Set(go.calls())).toEqual(new Set(["keda: mod download -json github.com/kedacore/keda/v2"]));
});
