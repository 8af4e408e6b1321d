import { Chart } from "cdk8s";
import type { App } from "cdk8s";
import { problemsOf } from "../components/plan/construct-problems";
import { formatProblem } from "../components/problems/problems";
import type { Problem } from "../components/problems/problems";
import type { StackSpec } from "./stack-spec";

/** Problems of patches, with the paths that the user wrote. */
export function patchProblems(app: App, spec: StackSpec): readonly Problem[] {
  const problems = app.node.children
    .filter((child) => child instanceof Chart)
    .flatMap((chart) =>
      problemsOf(chart)
        .filter(({ code }) => code === "InvalidPatch")
        .map((problem) => asWritten(problem, chart.node.id, spec)),
    );
  // A mistake in an entry is one mistake, not one of every variant.
  return [...new Map(problems.map((problem) => [formatProblem(problem), problem])).values()];
}

/** The chart of a model has its name, and so have the paths of its problems. */
function asWritten(problem: Problem, chart: string, { models, patchPaths }: StackSpec): Problem {
  const index = models.findIndex(({ name }) => name === chart);
  const path = patchPaths[index];
  return path === undefined
    ? problem
    : { ...problem, path: `${path}${problem.path.slice(`${chart}.patches`.length)}` };
}
