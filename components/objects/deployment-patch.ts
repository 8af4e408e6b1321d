import type { k8s } from "cdk8s-plus-28";

type PatchOf<Value> = Value extends k8s.Quantity | k8s.IntOrString
  ? string | number
  : Value extends readonly (infer Item)[]
    ? readonly PatchOf<Item>[]
    : Value extends object
      ? { readonly [Key in keyof Value]?: PatchOf<Value[Key]> }
      : Value;

/** Any part of a Deployment, as a strategic merge patch names it. Quantities and ports are as in YAML. */
export interface DeploymentPatch extends PatchOf<k8s.KubeDeploymentProps> {
  readonly apiVersion: "apps/v1";
  readonly kind: "Deployment";
}
