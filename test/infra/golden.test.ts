/**
 * The manifests of the stacks, for review: all of `tpu`, and what sets the others apart from it. `UPDATE_GOLDEN=1` writes the
 * files again.
 */
import { parse } from "yaml";
import { z } from "zod";
import { objectsIn } from "../../components/plan/deployment-plan";
import { checkStackConfig } from "../../infra/load-stack";
import { readStackFile } from "../../infra/stack-file";
import type { RawConfig } from "../../infra/stack-file";
import type { Objects } from "../support/differences";
import { differencesAsText, expectReviewed, objectsAsText } from "../support/golden";
import { projectDir } from "../support/sources";

/** The manifests of a stack by their id, in the order of its plan. */
function manifestsOf(stack: string, change: RawConfig = {}): Objects {
  const { plan } = checkStackConfig(stack, { ...readStackFile(stack, projectDir), ...change });
  return new Map(objectsIn(plan).map(({ id, manifest }) => [id, manifest]));
}

const tpu = manifestsOf("tpu");

/** The names that the gpu stack has chosen, and those of tpu in their place: they would hide all other differences. */
const names = [
  [/google\/gemma-2b-it/g, "Qwen/Qwen2.5-3B-Instruct"],
  [/gemma-2b-it/g, "qwen2-5-3b-instruct"],
  [/"llm-d"/g, '"llm-d-inference-scheduling"'],
] as const;

function withNamesOfTpu(objects: Objects): Objects {
  const text = names.reduce((all, [name, other]) => all.replace(name, other), JSON.stringify([...objects]));
  return new Map(z.array(z.tuple([z.string(), z.unknown()])).parse(parse(text)));
}

test("the manifests of tpu are the reviewed ones", () => {
  expectReviewed("tpu.yaml", objectsAsText(tpu));
});

test("the laptop's are the same in every byte", () => {
  expect(differencesAsText(tpu, manifestsOf("local"))).toBe("");
});

test("what sets gpu apart, but for the names that it has chosen, is reviewed", () => {
  expectReviewed("gpu.changes.yaml", differencesAsText(tpu, withNamesOfTpu(manifestsOf("gpu"))));
});

test("so is what scaleToZero changes", () => {
  expectReviewed(
    "scale-to-zero.changes.yaml",
    differencesAsText(tpu, manifestsOf("tpu", { scaleToZero: true })),
  );
});
