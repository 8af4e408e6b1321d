import { Construct } from "constructs";

/** Where a Helm chart comes from. Versions are exact. */
export type HelmChartSource =
  | { readonly kind: "oci"; readonly reference: string; readonly version: string }
  | {
      readonly kind: "repository";
      readonly repository: string;
      readonly name: string;
      readonly version: string;
    };

/** A patch for some objects of a chart, for what the chart has no value for. */
export interface HelmChartPatch {
  /** Objects of this kind, such as `Deployment`. */
  readonly kind: string;
  /** A strategic merge patch: lists of named things, such as containers, are merged by name. */
  readonly patch: object;
}

/** A Helm chart as plain data. */
export interface HelmChartProps {
  /** Where the chart comes from. Changing it updates the chart's objects. */
  readonly source: HelmChartSource;
  /** Name of the release, which many charts put into the names of their objects. Changing it replaces them. */
  readonly release: string;
  /** Namespace that the chart is rendered for. Changing it replaces its objects. */
  readonly namespace: string;
  /**
   * Whether the chart's templates name no namespace, so that all of its objects have to be put into `namespace`.
   * @default false
   */
  readonly lacksNamespaces?: boolean;
  /** Values of the chart. Changing them updates its objects. */
  readonly values: Readonly<Record<string, unknown>>;
  /**
   * Labels that every object of the chart gets in addition to its own.
   * @default - none
   */
  readonly labels?: Readonly<Record<string, string>>;
  /** Patches for the chart's objects. Changing them updates those objects. */
  readonly patches: readonly HelmChartPatch[];
}

/**
 * A Helm chart in the tree of a cdk8s program, with edges like any object's. It renders nothing itself: the plan carries it,
 * and the engine or kustomize renders it. A cdk8s chart holds at most one.
 */
export class HelmChart extends Construct {
  public readonly props: HelmChartProps;

  public constructor(scope: Construct, id: string, props: HelmChartProps) {
    super(scope, id);
    this.props = props;
  }
}

/** The name of a Helm chart in its registry, such as `body-based-routing`. */
export function helmChartName(source: HelmChartSource): string {
  return source.kind === "oci" ? source.reference.slice(source.reference.lastIndexOf("/") + 1) : source.name;
}
