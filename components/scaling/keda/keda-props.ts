/** The environment variable that is `external` where KEDA is installed outside of this program. */
export const kedaVariable = "SWITCHYARD_KEDA";

/** KEDA, which scales models by their requests, as a user describes it. */
export interface KedaProps {
  /**
   * Whether the stack installs it; false where the cluster has it already, 2.20 or later. Changing it to true installs KEDA;
   * to false it is refused while there is no other, so that scaling has to be turned off in between.
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
