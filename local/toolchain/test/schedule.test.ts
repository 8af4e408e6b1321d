import { decideStep } from "../decide";
import { expectedTotalSec, schedulePhases } from "../schedule";
import type { AnyToolName, ToolSource } from "../tool";
import { tools } from "../tools";

function step(name: AnyToolName, source: ToolSource, expectedSec: number, queue: string = name) {
  return { name, version: "1.0.0", source, expectedSec, queue };
}

const scheduled = (steps: readonly ReturnType<typeof step>[]) =>
  schedulePhases(steps.map((each) => ({ step: each }))).map((phase) =>
    phase.map((queue) => queue.map(({ step: { name } }) => name)),
  );

test("on a bare machine the first build has only downloads beside it, and then the largest modules come first", () => {
  const facts = { isCached: false, installedFile: undefined, isReleaseReachable: false };
  expect(scheduled(tools.map((tool) => decideStep(tool, facts)))).toEqual([
    [["etcd"], ["envoy"]],
    [
      ["kube-apiserver", "kube-controller-manager", "kube-scheduler"],
      ["pulumi-resource-kubernetes"],
      ["pulumi", "pulumi-language-nodejs"],
      ["bbr", "epp"],
    ],
  ]);
});

test("downloads are got side by side, but for those of one folder of the cache", () => {
  const steps = tools.map((tool) =>
    decideStep(tool, { isCached: false, installedFile: undefined, isReleaseReachable: true }),
  );
  expect(scheduled(steps.filter(({ source }) => source === "download"))).toEqual([
    [
      ["etcd"],
      ["kube-apiserver"],
      ["kube-controller-manager"],
      ["kube-scheduler"],
      ["pulumi-resource-kubernetes"],
      ["pulumi", "pulumi-language-nodejs"],
    ],
  ]);
});

test("what is in the cache or on PATH is not scheduled", () => {
  expect(scheduled([step("etcd", "cached", 0), step("pulumi", "path", 0)])).toEqual([[]]);
});

describe("the expected time of all", () => {
  test("is that of the first build, and then of the lane that ends last", () => {
    const steps = [
      step("etcd", "build", 50),
      step("envoy", "package", 10),
      step("kube-apiserver", "build", 300, "kubernetes"),
      step("kube-scheduler", "build", 10, "kubernetes"),
      step("pulumi", "build", 200),
      step("bbr", "build", 120),
    ];
    // 50, then 310 beside 200 + 120.
    expect(expectedTotalSec(steps)).toBe(370);
  });

  test("is nothing where nothing is missing", () => {
    expect(expectedTotalSec([step("etcd", "cached", 0)])).toBe(0);
  });
});
