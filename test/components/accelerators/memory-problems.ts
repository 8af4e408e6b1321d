import { checkMemory } from "../../../components/accelerators/memory-fit";
import type { MemoryDemand } from "../../../components/accelerators/memory-fit";
import { accelerator as rowOf } from "../../../components/accelerators/table";
import type { AcceleratorName } from "../../../components/accelerators/table";
import { formatProblem } from "../../../components/problems/problems";

/** What is wrong with a model that has all chips of an accelerator and a short context, unless said otherwise. */
export function problemsOf(
  model: string,
  accelerator: AcceleratorName,
  more: Partial<MemoryDemand> = {},
): readonly string[] {
  const demand = {
    path: "models[0]",
    model,
    accelerator,
    weightsGiB: undefined,
    tensorParallelSize: rowOf(accelerator).chips,
    // What nobody chose is `auto` where a model's own context is known not to fit.
    maxModelLen: 2048,
    extraArgs: [],
    replicasPerNode: 1,
  };
  return checkMemory({ ...demand, ...more }).map(formatProblem);
}
