/** KEDA, which scales models by their requests, as a user describes it. */
export interface KedaProps {
  /**
   * Whether the stack installs it; false where the cluster has it already. Changing it installs or removes KEDA.
   * @default true
   */
  readonly install?: boolean | undefined;
  /**
   * Namespace that it runs in, whose pods may read the metrics of endpoint pickers. Changing it moves a KEDA that the stack
   * installs.
   * @default "keda"
   */
  readonly namespace?: string | undefined;
}

/** KEDA with every default filled in. */
export interface KedaSpec {
  readonly install: boolean;
  readonly namespace: string;
}

/** Fills in every default. */
export function resolveKeda(props: KedaProps): KedaSpec {
  return { install: props.install ?? true, namespace: props.namespace ?? "keda" };
}
