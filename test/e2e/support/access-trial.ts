import type { Manifest } from "../../../components/plan/manifest";
import { endpointPickerRules } from "../../../components/endpoint-picker/endpoint-picker";

/** One right: a verb on one resource. */
export interface Right {
  readonly apiGroup: string;
  readonly resource: string;
  readonly verb: string;
}

/** Every single right that the endpoint pickers' Role grants. */
export function endpointPickerRights(): readonly Right[] {
  return endpointPickerRules().flatMap(({ apiGroups = [], resources = [], verbs }) =>
    apiGroups.flatMap((apiGroup) =>
      resources.flatMap((resource) => verbs.map((verb) => ({ apiGroup, resource, verb }))),
    ),
  );
}

/** A pod's template as a Deployment has it. */
export interface PodSpec {
  readonly containers: readonly { readonly env?: readonly object[] }[];
}

/**
 * A pod of an endpoint picker with exactly these rights, and the objects that it needs. No Service, pool or Deployment
 * selects it.
 */
export function trialPod(
  name: string,
  namespace: string,
  rights: readonly Right[],
  spec: PodSpec,
): readonly Manifest[] {
  const metadata = { name, namespace, labels: { app: "access-trial" } };
  const group = "rbac.authorization.k8s.io";
  const rules = rights.map(({ apiGroup, resource, verb }) => ({
    apiGroups: [apiGroup],
    resources: [resource],
    verbs: [verb],
  }));
  const containers = spec.containers.map((container) => ({
    ...container,
    // Without streamed lists a client lists first: only so are both verbs used.
    env: [...(container.env ?? []), { name: "KUBE_FEATURE_WatchListClient", value: "false" }],
  }));
  return [
    { apiVersion: "v1", kind: "ServiceAccount", metadata },
    { apiVersion: `${group}/v1`, kind: "Role", metadata, rules },
    {
      apiVersion: `${group}/v1`,
      kind: "RoleBinding",
      metadata,
      roleRef: { apiGroup: group, kind: "Role", name },
      subjects: [{ kind: "ServiceAccount", name, namespace }],
    },
    {
      apiVersion: "v1",
      kind: "Pod",
      metadata,
      spec: { ...spec, containers, serviceAccountName: name, serviceAccount: name },
    },
  ];
}
