import type { IConstruct } from "constructs";
import { formatProblem } from "../problems/problems";
import type { Problem } from "../problems/problems";

const reported = new WeakMap<IConstruct, Problem[]>();

/** Reports a problem with a construct: the plan refuses it as it is, and `app.synth()` refuses its text. */
export function reportProblem(construct: IConstruct, problem: Problem): void {
  const problems = reported.get(construct) ?? [];
  if (problems.length === 0) construct.node.addValidation({ validate: () => problems.map(formatProblem) });
  problems.push(problem);
  reported.set(construct, problems);
}

/** All that a construct reports: what {@link reportProblem} was called with, and the errors of cdk8s and of others. */
export function problemsOf(construct: IConstruct): readonly Problem[] {
  const own = reported.get(construct) ?? [];
  const texts = new Set(own.map(formatProblem));
  const others = construct.node.validate().filter((message) => !texts.has(message));
  return [
    ...own,
    ...others.map((message) => ({
      code: "InvalidObject" as const,
      path: construct.node.path,
      rule: "must be valid",
      got: message,
      fix: "correct the object",
    })),
  ];
}
