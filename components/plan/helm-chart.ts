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

/** What is merged into some objects of a chart, where the chart has no value for it. */
export interface HelmChartPatch {
  /** Objects of this kind, such as `Deployment`; `*` is every object of the chart. */
  readonly kind: string;
  /** A strategic merge patch: lists of named things, such as containers, are merged by name. */
  readonly patch: object;
}

/** A Helm chart as plain data. */
export interface HelmChartProps {
  readonly source: HelmChartSource;
  /** Name of the release, which many charts put into the names of their objects. Changing it replaces them. */
  readonly release: string;
  /** Namespace that the chart is rendered for. Changing it replaces its objects. */
  readonly namespace: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly patches: readonly HelmChartPatch[];
}

/**
 * A Helm chart in the tree of a cdk8s program, with edges like any object's. It renders nothing itself: the plan carries it,
 * and the engine or kustomize renders it.
 */
export class HelmChart extends Construct {
  public readonly props: HelmChartProps;

  public constructor(scope: Construct, id: string, props: HelmChartProps) {
    super(scope, id);
    this.props = props;
  }
}
