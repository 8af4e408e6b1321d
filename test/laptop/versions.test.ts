/** What the laptop runs, pinned under tools/, is what the product deploys and is deployed with. */
import { gatewayApiVersion, inferenceExtensionVersion } from "@switchyard/toolchain/artifacts";
import { kedaVersion } from "@switchyard/toolchain/extra-tools";
import { kubernetesReleases } from "@switchyard/toolchain/kubernetes-choice";
import type { ToolName } from "@switchyard/toolchain/tool";
import { tools } from "@switchyard/toolchain/tools";
import { z } from "zod";
import { readFileSync } from "node:fs";
import { versions } from "../../components/versions";

function toolVersion(name: ToolName): string | undefined {
  return tools.find((tool) => tool.name === name)?.version;
}

function installedVersion(name: string): string {
  const file = require.resolve(`${name}/package.json`);
  return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(file, "utf8"))).version;
}

test("the laptop runs the releases that the cluster gets", () => {
  expect(kubernetesReleases).toEqual({ current: versions.kubernetes, minimum: versions.kubernetesMinimum });
  expect(`v${inferenceExtensionVersion}`).toBe(versions.inferenceExtension);
  expect(`v${gatewayApiVersion}`).toBe(versions.gatewayApi);
  expect(kedaVersion).toBe(versions.keda);
  expect(`v${toolVersion("envoy") ?? ""}`).toBe(versions.envoy);
});

test.each<[ToolName, string]>([
  ["pulumi", "@pulumi/pulumi"],
  ["pulumi-resource-kubernetes", "@pulumi/kubernetes"],
])("%s has the version of %s", (tool, name) => {
  expect(toolVersion(tool)).toBe(installedVersion(name));
});
