/** What the stacks make on Google Cloud, for review: all of `tpu`, and what sets `gpu` apart. `UPDATE_GOLDEN=1` writes them again. */
import { checkedPlatform } from "../../components/gke/checked-platform.pulumi";
import { loadStack } from "../../infra/load-stack";
import type { Objects } from "../support/differences";
import { declarationOf, madeOnGoogle, recordCloud } from "../support/google-cloud";
import { differencesAsText, expectReviewed, objectsAsText } from "../support/golden";
import { projectDir } from "../support/sources";

/** All that a stack makes on Google Cloud, by name, each with what it waits for. */
async function resourcesOf(stack: string): Promise<Objects> {
  const { target } = loadStack(stack, projectDir).spec;
  if (target.kind === "kubeconfig") throw new Error(`${stack} makes nothing on Google Cloud`);
  const recording = await recordCloud((provider, record) => {
    checkedPlatform("gke", target, { project: "my-project", provider }, { transformations: [record] });
  });
  return new Map(
    [...madeOnGoogle(recording).values()]
      .sort((one, other) => one.name.localeCompare(other.name))
      .map(({ type, name, inputs }) => {
        const waitsFor = [...declarationOf(recording, name).dependsOn].sort();
        return [name, { inputs: sorted(inputs), type, waitsFor }];
      }),
  );
}

/** The engine's order of keys says nothing. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, part]) => [key, sorted(part)]));
}

test("what tpu makes on Google Cloud, and what sets gpu apart, is reviewed", async () => {
  const tpu = await resourcesOf("tpu");

  expectReviewed("tpu-cloud.yaml", objectsAsText(tpu));
  expectReviewed("gpu-cloud.changes.yaml", differencesAsText(tpu, await resourcesOf("gpu")));
});
