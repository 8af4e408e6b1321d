/**
 * How KEDA may read the metrics of a namespace's endpoint pickers, which require a token. The cluster generates the token,
 * which permits nothing else.
 */
import type { ApiObject } from "cdk8s";
import { k8s } from "cdk8s-plus-28";
import type { Construct } from "constructs";
import { sharedPickerName } from "../../endpoint-picker/endpoint-picker-config";
import type { ScalerAccess } from "../scaler";
import { TriggerAuthentication } from "./kinds";
import { commonLabels } from "../../objects/labels";
import { createAfter } from "../../plan/create-after";

/** Name of the reader's account, of the Secret with its token, and of the TriggerAuthentication. */
export const metricsReader = "endpoint-picker-metrics";

const rbac = "rbac.authorization.k8s.io";

/** Lets KEDA read in a namespace. Objects of the whole cluster carry the namespace in their name, so that two stacks do not share one. */
export function addMetricsAccess(scope: Construct, namespace: string): ScalerAccess {
  const { account, token } = addToken(scope, namespace);
  const authentication = new TriggerAuthentication(scope, "metrics-authentication", {
    metadata: metadataOf(namespace),
    spec: { secretTargetRef: [{ parameter: "token", name: metricsReader, key: "token" }] },
  });
  createAfter(authentication, [token], "what is handed to KEDA must exist");
  return { namespaced: [account], needs: [authentication, ...addRights(scope, namespace, account)] };
}

function addToken(scope: Construct, namespace: string) {
  const metadata = metadataOf(namespace);
  const account = new k8s.KubeServiceAccount(scope, "metrics-account", {
    metadata,
    // No pod runs as this account.
    automountServiceAccountToken: false,
  });
  const token = new k8s.KubeSecret(scope, "metrics-token", {
    metadata: { ...metadata, annotations: { "kubernetes.io/service-account.name": metricsReader } },
    // The cluster fills it in. A short-lived token would need a KEDA that was configured with each namespace at installation.
    type: "kubernetes.io/service-account-token",
  });
  createAfter(token, [account], "a token of a missing account is deleted at once");
  return { account, token };
}

function addRights(scope: Construct, namespace: string, account: ApiObject): readonly ApiObject[] {
  const readerRole = `switchyard-${namespace}-${metricsReader}`;
  const labels = commonLabels("metrics-access");
  const role = new k8s.KubeClusterRole(scope, "metrics-role", {
    metadata: { name: readerRole, labels },
    rules: [{ nonResourceUrLs: ["/metrics"], verbs: ["get"] }],
  });
  const reading = new k8s.KubeClusterRoleBinding(scope, "metrics-binding", {
    metadata: { name: readerRole, labels },
    roleRef: { apiGroup: rbac, kind: "ClusterRole", name: readerRole },
    subjects: [{ kind: "ServiceAccount", name: metricsReader, namespace }],
  });
  createAfter(reading, [account, role], "a binding to a missing role grants nothing for a moment");
  // A picker asks the API server to verify and authorize the token; without permission to do so it answers 500.
  const asking = new k8s.KubeClusterRoleBinding(scope, "token-review-binding", {
    metadata: { name: `switchyard-${namespace}-${sharedPickerName}`, labels },
    roleRef: { apiGroup: rbac, kind: "ClusterRole", name: "system:auth-delegator" },
    subjects: [{ kind: "ServiceAccount", name: sharedPickerName, namespace }],
  });
  return [reading, asking];
}

function metadataOf(namespace: string) {
  return { name: metricsReader, namespace, labels: commonLabels("metrics-access") };
}
