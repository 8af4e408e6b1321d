import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { stringify } from "yaml";
import { GkePlatform } from "../../components/gke/gke-platform.pulumi";
import { loadStack } from "../../infra/load-stack";
import { declarationOf, madeOnGoogle, recordCloud } from "../support/google-cloud";
import { projectDir } from "../support/sources";

/** All that a stack makes on Google Cloud, each after what it waits for. */
async function resourcesAsText(stack: string): Promise<string> {
  const { target } = loadStack(stack, projectDir).spec;
  if (target.kind === "kubeconfig") throw new Error(`${stack} makes nothing on Google Cloud`);
  const recording = await recordCloud((provider, record) => {
    const args = { spec: target, project: "my-project", provider };
    new GkePlatform("gke", args, { transformations: [record] });
  });
  return [...madeOnGoogle(recording).values()]
    .sort((one, other) => one.name.localeCompare(other.name))
    .map(({ type, name, inputs }) => {
      const waitsFor = [...declarationOf(recording, name).dependsOn].sort();
      return `# ${name}\n${stringify({ type, waitsFor, inputs }, { aliasDuplicateObjects: false, sortMapEntries: true })}`;
    })
    .join("---\n");
}

test.each(["gpu", "tpu"])(
  "what %s makes on Google Cloud is reviewed (UPDATE_GOLDEN=1 writes it anew, for review)",
  async (stack) => {
    const golden = path.join(projectDir, "test", "golden", `${stack}-cloud.yaml`);
    const resources = await resourcesAsText(stack);
    if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(golden, resources);

    expect(existsSync(golden)).toBe(true);
    expect(resources).toBe(readFileSync(golden, "utf8"));
  },
);
