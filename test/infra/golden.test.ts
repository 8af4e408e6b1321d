import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { stringify } from "yaml";
import { objectsIn } from "../../components/plan/deployment-plan";
import { checkStackConfig } from "../../infra/load-stack";
import { readStackFile } from "../../infra/stack-file";
import type { RawConfig } from "../../infra/stack-file";
import { projectDir } from "../support/sources";

/** All manifests of a stack in the order of its plan, each under its id. */
function manifestsOf(stack: string, change: RawConfig = {}): readonly string[] {
  const { plan } = checkStackConfig(stack, { ...readStackFile(stack, projectDir), ...change });
  return objectsIn(plan).map(
    ({ id, manifest }) => `# ${id}\n${stringify(manifest, { aliasDuplicateObjects: false })}`,
  );
}

function expectReviewed(name: string, manifests: readonly string[]): void {
  const golden = path.join(projectDir, "test", "golden", `${name}.yaml`);
  const text = manifests.join("---\n");
  if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(golden, text);

  expect(existsSync(golden)).toBe(true);
  expect(text).toBe(readFileSync(golden, "utf8"));
}

test.each(["local", "gpu", "tpu"])(
  "the manifests of %s are the reviewed ones (UPDATE_GOLDEN=1 writes them anew, for review)",
  (stack) => {
    expectReviewed(stack, manifestsOf(stack));
  },
);

test("so is what scaleToZero changes of tpu: the gateway's objects and those of one model", () => {
  const without = manifestsOf("tpu");
  const changed = manifestsOf("tpu", { scaleToZero: true }).filter((text) => !without.includes(text));

  expectReviewed(
    "tpu-scale-to-zero",
    changed.filter((text) => /^# (?:inference-gateway|qwen2-5-3b-instruct)\//.test(text)),
  );
});
