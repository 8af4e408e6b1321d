import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ensureArtifacts, gatewayApiVersion, haveArtifacts, inferenceExtensionVersion } from "../artifacts";
import { UserError } from "@switchyard/process/user-error";
import { fakeProgram, ownPath } from "./fake-program";
import type { FakeProgram } from "./fake-program";
import { temporaryFolder } from "./temporary-folder";

const folder = temporaryFolder();
ownPath();

const never = new AbortController().signal;
const cache = () => path.join(folder(), "cache");
const gatewayCrds = () => path.join(cache(), `gateway-api-crds-v${gatewayApiVersion}`);
const inferenceCrds = () => path.join(cache(), `inference-extension-crds-v${inferenceExtensionVersion}`);
const chart = () => path.join(cache(), `charts-v${inferenceExtensionVersion}/body-based-routing`);

let go: FakeProgram;

beforeEach(() => {
  const module = path.join(folder(), "module");
  const write = (file: string, content: string) => {
    const target = path.join(module, file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, content);
    chmodSync(target, 0o444);
  };
  write("config/crd/standard/gateways.yaml", "apiVersion: v1\nkind: CustomResourceDefinition\n");
  write(
    "config/crd/standard/policy.yaml",
    "kind: ValidatingAdmissionPolicy\n# kind: CustomResourceDefinition\n",
  );
  write("config/crd/bases/pools.yaml", "kind: CustomResourceDefinition\n");
  write("config/crd/bases/kustomization.yaml", "resources: []\n");
  write("config/charts/body-based-routing/Chart.yaml", "name: bbr\n");
  write("config/charts/body-based-routing/templates/bbr.yaml", "kind: Deployment\n");
  go = fakeProgram(folder(), "go", `echo '{"Dir":"${module}"}'`);
});

/** Every file of the cache with its content. */
function cached(): Record<string, string> {
  const files = readdirSync(cache(), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith(".json"))
    .map((entry) => path.join(entry.parentPath, entry.name));
  return Object.fromEntries(files.map((file) => [path.relative(cache(), file), readFileSync(file, "utf8")]));
}

test("definitions alone of two modules, and the whole chart, each from the module that is pinned for it", async () => {
  expect(await haveArtifacts(cache())).toBe(false);
  expect(await ensureArtifacts(cache(), never)).toEqual({
    crdDirs: [gatewayCrds(), inferenceCrds()],
    bodyBasedRouterChart: chart(),
  });
  expect(Object.keys(cached()).sort()).toEqual(
    [
      `${path.relative(cache(), chart())}/Chart.yaml`,
      `${path.relative(cache(), chart())}/templates/bbr.yaml`,
      `${path.basename(gatewayCrds())}/gateways.yaml`,
      `${path.basename(inferenceCrds())}/pools.yaml`,
    ].sort(),
  );
  expect(go.calls()).toEqual([
    "gateway-api: mod download -json sigs.k8s.io/gateway-api",
    "inference-extension: mod download -json sigs.k8s.io/gateway-api-inference-extension",
    "inference-extension: mod download -json sigs.k8s.io/gateway-api-inference-extension",
  ]);
  expect(await haveArtifacts(cache())).toBe(true);
});

test("an existing program is kept, without Go", async () => {
  await ensureArtifacts(cache(), never);
  await ensureArtifacts(cache(), never);
  expect(go.calls()).toHaveLength(3);
});

test.each([
  [
    "changed",
    () => {
      writeFileSync(path.join(inferenceCrds(), "pools.yaml"), "kind: Nothing\n");
    },
  ],
  [
    "removed",
    () => {
      rmSync(path.join(inferenceCrds(), "pools.yaml"));
    },
  ],
  [
    "added",
    () => {
      writeFileSync(path.join(inferenceCrds(), "more.yaml"), "kind: CustomResourceDefinition\n");
    },
  ],
  [
    "left without its record",
    () => {
      rmSync(`${inferenceCrds()}.json`);
    },
  ],
])("a folder in which a file was %s is copied again, and no other one", async (_title, damage) => {
  await ensureArtifacts(cache(), never);
  const before = cached();
  damage();
  expect(await haveArtifacts(cache())).toBe(false);
  await ensureArtifacts(cache(), never);
  expect(cached()).toEqual(before);
  expect(await haveArtifacts(cache())).toBe(true);
  expect(go.calls()).toHaveLength(4);
  expect(readdirSync(cache()).filter((name) => name.includes(".work-"))).toEqual([]);
});

test("two runs at once leave one complete copy", async () => {
  await Promise.all([ensureArtifacts(cache(), never), ensureArtifacts(cache(), never)]);
  expect(await haveArtifacts(cache())).toBe(true);
  expect(readdirSync(cache()).filter((name) => name.includes(".work-"))).toEqual([]);
});

test("a module that lacks the files is a failure that leaves nothing half done", async () => {
  rmSync(path.join(folder(), "module/config/crd/bases"), { recursive: true });
  await expect(ensureArtifacts(cache(), never)).rejects.toThrow("ENOENT");
  expect(readdirSync(cache()).filter((name) => name.includes(".work-"))).toEqual([]);
  expect(readdirSync(cache())).not.toContain(path.basename(inferenceCrds()));
});

test("modules that cannot be fetched are explained", async () => {
  fakeProgram(folder(), "go", "echo 'dial tcp: lookup proxy: no such host' >&2; exit 1");
  await expect(ensureArtifacts(cache(), never)).rejects.toThrow(
    new UserError(
      "go: the module registry cannot be reached: dial tcp: lookup proxy: no such host; check the network, or set " +
        "GOPROXY to one that this machine can reach, and run the command again: it resumes from here",
    ),
  );
});
