import { quote } from "../problems/problems";
import type { Problem } from "../problems/problems";
import { accelerator, acceleratorNames } from "./table";
import type { AcceleratorName } from "./table";

/**
 * Whether a topology is the accelerator's own. A pool of single-host slices has no choice: another topology is another
 * machine type.
 * @param path where the user wrote it, such as `nodePools.accelerators.tpu-v6e-4.topology`.
 */
export function checkTopology(path: string, name: AcceleratorName, topology: string): readonly Problem[] {
  const row = accelerator(name);
  if (row.kind === "tpu" && row.topology === topology) return [];
  return [
    {
      code: "TopologyMismatch",
      path,
      rule: row.kind === "tpu" ? `must be ${row.topology} on ${name}` : `must be left out for a GPU, ${name}`,
      got: quote(topology),
      fix: ["leave it out", ...withTopology(topology).map((other) => `or use ${other}`)].join(", "),
    },
  ];
}

function withTopology(topology: string): readonly AcceleratorName[] {
  return acceleratorNames.filter((name) => {
    const row = accelerator(name);
    return row.kind === "tpu" && row.topology === topology;
  });
}
