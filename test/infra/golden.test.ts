import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { stringify } from "yaml";
import { loadStack } from "../../infra/load-stack";
import { projectDir } from "../support/sources";

/** All manifests of a stack in the order of its plan, each under its id. */
function manifestsAsText(stack: string): string {
  return loadStack(stack, projectDir)
    .plan.map(({ id, manifest }) => `# ${id}\n${stringify(manifest, { aliasDuplicateObjects: false })}`)
    .join("---\n");
}

test.each(["local", "gpu", "tpu"])(
  "the manifests of %s are the reviewed ones (UPDATE_GOLDEN=1 writes them anew, for review)",
  (stack) => {
    const golden = path.join(projectDir, "test", "golden", `${stack}.yaml`);
    const manifests = manifestsAsText(stack);
    if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(golden, manifests);

    expect(existsSync(golden)).toBe(true);
    expect(manifests).toBe(readFileSync(golden, "utf8"));
  },
);
