import { accelerator } from "../components/accelerators/table";
import type { AcceleratorName } from "../components/accelerators/table";
import type { NodeLabels } from "../components/accelerators/scheduling";
import { quote } from "../components/problems/problems";
import type { Problem } from "../components/problems/problems";
import type { StackSpec } from "./stack-spec";

interface LabelledNodes {
  readonly name: AcceleratorName;
  readonly labels: NodeLabels;
}

/** Labels by which the pods of one accelerator would also run on the nodes of another one of the stack. */
export function checkNodeLabels({
  models,
  nodesFor,
}: Pick<StackSpec, "models" | "nodesFor">): readonly Problem[] {
  const used = [...new Set(models.map((model) => model.accelerator))];
  const labelled = used.flatMap((name): readonly LabelledNodes[] => {
    const labels = nodesFor(name).nodeLabels;
    return labels === undefined ? [] : [{ name, labels }];
  });
  return labelled.flatMap((nodes) => {
    const other = labelled.find((candidate) => candidate !== nodes && alsoSelects(nodes, candidate));
    return other === undefined ? [] : [ambiguous(nodes, other)];
  });
}

/** GPUs and TPUs are different resources, so pods that ask for one never run on nodes with the other. */
function alsoSelects(nodes: LabelledNodes, other: LabelledNodes): boolean {
  return (
    accelerator(nodes.name).kind === accelerator(other.name).kind &&
    Object.entries(nodes.labels).every(([key, value]) => other.labels[key] === value)
  );
}

function ambiguous({ name, labels }: LabelledNodes, other: LabelledNodes): Problem {
  return {
    code: "InvalidValue",
    path: `nodePools.accelerators.${name}.nodeLabels`,
    rule: `must not all be labels of ${other.name} too, on whose nodes the models would run as well`,
    got: quote(labels),
    fix: "add a label that only these nodes have, as `kubectl get nodes --show-labels` prints them",
  };
}
