import { spawnSync } from "node:child_process";
import { stringify } from "yaml";
import { z } from "zod";
import type { Manifest } from "../../../components/plan/manifest";
import { ensureExtraTool } from "@switchyard/toolchain";

/** Something that kube-score holds to be critical. */
export interface Finding {
  /** Kind and name of the object. */
  readonly object: string;
  /** Id of kube-score's check. */
  readonly check: string;
}

const criticalGrade = 1;

const scoredObjects = z.array(
  z.object({
    type_meta: z.object({ kind: z.string() }),
    object_meta: z.object({ name: z.string() }),
    checks: z.array(
      z.object({ check: z.object({ id: z.string() }), grade: z.number(), skipped: z.boolean() }),
    ),
  }),
);

/**
 * What kube-score finds critical in manifests, and which objects it looked at. Limits on processors are left out for
 * all: they would slow a pod down while its node is idle.
 */
export async function criticalFindings(
  manifests: readonly Manifest[],
): Promise<{ readonly objects: readonly string[]; readonly findings: readonly Finding[] }> {
  const program = await ensureExtraTool("kube-score", ({ state, elapsedSec }) => {
    if (elapsedSec % 10 === 0) process.stderr.write(`kube-score: ${state}, ${elapsedSec} s\n`);
  });
  const input = manifests
    .map((manifest) => stringify(manifest, { aliasDuplicateObjects: false }))
    .join("---\n");
  // Its exit code only repeats that something is critical.
  const { stdout } = spawnSync(
    program,
    ["score", "--ignore-container-cpu-limit", "--output-format", "json", "-"],
    { input, encoding: "utf8" },
  );
  const scored = scoredObjects.parse(JSON.parse(stdout));
  const results = scored.map(({ type_meta: { kind }, object_meta: { name }, checks }) => ({
    object: `${kind} ${name}`,
    critical: checks.filter(({ grade, skipped }) => !skipped && grade === criticalGrade),
  }));
  return {
    objects: results.map(({ object }) => object),
    findings: results.flatMap(({ object, critical }) =>
      critical.map(({ check }) => ({ object, check: check.id })),
    ),
  };
}
