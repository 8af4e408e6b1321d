/** Stable codes of all problems. They are printed, and tools may match on them. */
export type ProblemCode =
  | "MissingKey"
  | "UnknownKey"
  | "WrongType"
  | "OutOfRange"
  | "InvalidValue"
  | "InvalidYaml"
  | "MissingStack"
  | "DuplicateModel"
  | "VariantMismatch"
  | "DuplicateName"
  | "DuplicateAlias"
  | "DuplicateAdapter"
  | "ReservedArgument"
  | "MalformedArgument"
  | "UnknownArgument"
  | "ReservedVariable"
  | "PlainSecret"
  | "RankTooSmall"
  | "UnsupportedDtype"
  | "UnpinnedImage"
  | "UnsupportedTask"
  | "UnsupportedByGateway"
  | "TooManyRoutes"
  | "DoesNotFit"
  | "ZoneWithoutAccelerator"
  | "ConsumptionNotOffered"
  | "TopologyMismatch"
  | "ParallelismMismatch"
  | "HeadsNotDivisible"
  | "BlocksNotDivisible"
  | "TooLittleMemory"
  | "ContextTooLong"
  | "StartupTooShort"
  | "RangeOverlap"
  | "OpenToWorld"
  | "PlainHttp"
  | "MinAboveMax"
  | "NotApplicable"
  | "MissingEnvironment"
  | "KedaPresent"
  | "KedaMissing"
  | "KedaTooOld"
  | "ExternalMetricsTaken"
  | "ClusterTooOld"
  | "BrokenReference"
  | "BrokenRouting"
  | "DuplicateObject"
  | "InvalidObject"
  | "InvalidPatch"
  | "ImageCommandMismatch"
  | "ImageUserMismatch"
  | "DependencyCycle";

/** One thing that is wrong: where, which rule it breaks, what was found there and what to do about it. */
export interface Problem {
  readonly code: ProblemCode;
  /** Path into the user's configuration, or the object that the problem is in. */
  readonly path: string;
  /** What must hold, as a phrase that follows the path. */
  readonly rule: string;
  /** What was found instead. */
  readonly got: string;
  /** The change to make. */
  readonly fix: string;
}

/** One line for one problem. */
export function formatProblem({ code, path, rule, got, fix }: Problem): string {
  return `${path}: ${rule}, got ${got}; ${fix} [${code}]`;
}

/** A user's mistake: all problems at once. Callers print the message without a stack trace. */
export class InvalidArgs extends Error {
  public readonly problems: readonly Problem[];

  public constructor(subject: string, problems: readonly Problem[]) {
    const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
    super(
      [`invalid ${subject} (${count})`, ...problems.map((problem) => `  - ${formatProblem(problem)}`)].join(
        "\n",
      ),
    );
    this.name = "InvalidArgs";
    this.problems = problems;
  }
}

/** @throws InvalidArgs when there is any problem. */
export function throwIfAny(subject: string, problems: readonly Problem[]): void {
  if (problems.length > 0) throw new InvalidArgs(subject, problems);
}

/** A value as quoted in a problem: JSON, truncated to fit on a line. */
export function quote(value: unknown): string {
  const text = value === undefined ? "nothing" : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
