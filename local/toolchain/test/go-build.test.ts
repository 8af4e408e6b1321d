import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { buildFromModule, prefetchModules } from "../go-build";
import type { GoOrigin } from "../tool";
import { UserError } from "@switchyard/process/user-error";
import { fakeProgram, ownPath } from "./fake-program";
import { builtTool } from "./sample-tool";
import { temporaryFolder } from "./temporary-folder";

const folder = temporaryFolder();
ownPath();

const origin: GoOrigin = {
  kind: "go",
  folder: "etcd",
  package: "example.com/etcd/server",
  linkerVariables: { "example.com/version.Version": "v9.5.3", "main.minor": "7" },
  expectedSec: 1,
};
const never = new AbortController().signal;
const workDir = () => path.join(folder(), "work");
const reports: string[] = [];

beforeEach(() => {
  mkdirSync(workDir());
  reports.length = 0;
});

function build(more: Partial<GoOrigin> = {}, signal = never): Promise<void> {
  const job = { workDir: workDir(), report: (text: string) => reports.push(text), signal };
  return buildFromModule(builtTool, { ...origin, ...more }, job);
}

/** Stands in for `go build … -o FILE PACKAGE`: writes its environment as the program. */
const compiler = `
while [ "$1" != -o ]; do shift; done
echo "$GOTOOLCHAIN $CGO_ENABLED $GOFLAGS $GOWORK $GOTMPDIR" > "$2"`;

test("a tool is built in its pinned module, with its version linked in", async () => {
  const go = fakeProgram(folder(), "go", compiler);
  await build();
  const linked = "-s -w -X example.com/version.Version=v9.5.3 -X main.minor=7";
  const output = path.join(workDir(), "etcd");
  expect(go.calls()).toEqual([
    `etcd: build -trimpath -buildvcs=false -gcflags=all=-dwarf=false -ldflags ${linked} -o ${output} example.com/etcd/server`,
  ]);
});

test("the user's own settings of Go change nothing, and temporary files go away with the work", async () => {
  const before = { ...process.env };
  Object.assign(process.env, { GOFLAGS: "-mod=mod", GOWORK: "/w", CGO_ENABLED: "1", GOTOOLCHAIN: "go1.0" });
  try {
    fakeProgram(folder(), "go", compiler);
    await build();
  } finally {
    for (const name of ["GOFLAGS", "GOWORK", "CGO_ENABLED", "GOTOOLCHAIN"])
      if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = before[name];
  }
  expect(readFileSync(path.join(workDir(), "etcd"), "utf8")).toBe(
    `go1.26.8 0 -mod=readonly off ${workDir()}\n`,
  );
});

test("of all that Go says, the downloads are reported", async () => {
  const says = "printf '%s\\n' 'go: downloading a v1' 'go: warning' 'go: downloading b v2' >&2";
  fakeProgram(folder(), "go", `${says}\n${compiler}`);
  await build();
  expect(reports).toEqual(["downloading a v1", "downloading b v2"]);
});

test("a failed build shows the compiler's last words, not the downloads before them", async () => {
  const errors = Array.from({ length: 12 }, (_, line) => `main.go:${line}: wrong`);
  const said = ["go: downloading a v1", ...errors].map((line) => `'${line}'`).join(" ");
  fakeProgram(folder(), "go", `printf '%s\\n' ${said} >&2; exit 1`);
  await expect(build()).rejects.toThrow(
    new UserError(`etcd: go build in tools/etcd failed:\n${errors.slice(-10).join("\n")}`),
  );
});

test("a full disk is explained, among anything else that Go prints", async () => {
  fakeProgram(folder(), "go", "echo 'write x: no space left on device' >&2; exit 1");
  await expect(build()).rejects.toThrow(
    new UserError("go: no space left on the disk; free some and run the command again: it resumes from here"),
  );
});

test("a build that is stopped ends with the reason of the stop", async () => {
  const stopped = new AbortController();
  fakeProgram(folder(), "go", "sleep 60");
  const building = build({}, stopped.signal);
  setTimeout(() => {
    stopped.abort(new Error("stopped by the user"));
  }, 50);
  await expect(building).rejects.toThrow(new Error("stopped by the user"));
});

test("with an overlay, Go's own net package asks for the pod's address", async () => {
  const net = path.join(folder(), "goroot/src/net");
  mkdirSync(net, { recursive: true });
  const head =
    "func (r *Resolver) resolveAddrList(ctx context.Context, op, network, addr string, hint Addr) (addrList, error) {\n";
  writeFileSync(path.join(net, "dial.go"), `package net\n${head}}\n`);
  const go = fakeProgram(
    folder(),
    "go",
    `if [ "$1" = env ]; then echo '${folder()}/goroot'; exit; fi\n${compiler}`,
  );
  await build({ overlay: "pod-network" });
  const overlay = path.join(workDir(), "overlay.json");
  expect(go.calls().at(-1)).toContain(`build -overlay ${overlay} -trimpath `);
  expect(JSON.parse(readFileSync(overlay, "utf8"))).toEqual({
    Replace: {
      [path.join(net, "dial.go")]: path.join(workDir(), "dial.go"),
      [path.join(net, "podnet.go")]: path.resolve(__dirname, "../../../tools/podnet/podnet.go"),
    },
  });
  expect(readFileSync(path.join(workDir(), "dial.go"), "utf8")).toBe(
    `package net\n${head}\taddr = podAddress(op, addr)\n}\n`,
  );
  // The user's Go is not changed.
  expect(readFileSync(path.join(net, "dial.go"), "utf8")).not.toContain("podAddress");
});

describe("fetching modules ahead", () => {
  const builds = [
    { folder: "etcd", packages: ["example.com/etcd/server"] },
    { folder: "kubernetes", packages: ["k8s.io/kubernetes/cmd/x", "k8s.io/kubernetes/cmd/y"] },
  ];

  test("goes through all of them, though one fails", async () => {
    const go = fakeProgram(folder(), "go", "exit 1");
    await prefetchModules(builds, never);
    expect(go.calls()).toEqual([
      "etcd: list -deps -e example.com/etcd/server",
      "kubernetes: list -deps -e k8s.io/kubernetes/cmd/x k8s.io/kubernetes/cmd/y",
    ]);
  });

  test("ends quietly when it is stopped", async () => {
    const stopped = new AbortController();
    const go = fakeProgram(folder(), "go", "sleep 60");
    const fetching = prefetchModules(builds, stopped.signal);
    setTimeout(() => {
      stopped.abort(new Error("stopped by the user"));
    }, 50);
    await expect(fetching).resolves.toBeUndefined();
    expect(go.calls().length).toBeLessThanOrEqual(1);
  });
});
