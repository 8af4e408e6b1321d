import type { KubernetesManifest } from "../control-plane/apply-objects";
import { istiodAccount, istioNamespace } from "./names";
import { podAddressFilter } from "./pod-address-filter";

const metadata = { name: istiodAccount, namespace: istioNamespace };
const read = ["get", "list", "watch"];
const reportStatus = ["update", "patch"];

/**
 * What istiod needs as this laptop runs it, without an authority, webhooks, ingresses, analysis and its controller of
 * Deployments: a part of what Istio's own chart grants
 * (istio/istio manifests/charts/istio-control/istio-discovery/templates/clusterrole.yaml @ eed52ebb66ad).
 */
const rules = [
  { apiGroups: ["apiextensions.k8s.io"], resources: ["customresourcedefinitions"], verbs: read },
  {
    apiGroups: ["admissionregistration.k8s.io"],
    resources: ["mutatingwebhookconfigurations", "validatingwebhookconfigurations"],
    verbs: read,
  },
  {
    apiGroups: [""],
    resources: ["namespaces", "nodes", "pods", "services", "configmaps", "secrets"],
    verbs: read,
  },
  { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: read },
  // It waits for them even where it serves none.
  { apiGroups: ["networking.k8s.io"], resources: ["ingresses"], verbs: read },
  {
    apiGroups: [
      "extensions.istio.io",
      "networking.istio.io",
      "security.istio.io",
      "telemetry.istio.io",
      "gateway.networking.k8s.io",
    ],
    resources: ["*"],
    verbs: read,
  },
  {
    apiGroups: ["gateway.networking.k8s.io"],
    resources: ["gatewayclasses"],
    verbs: ["create", "update", "patch"],
  },
  {
    apiGroups: ["gateway.networking.k8s.io"],
    resources: ["gatewayclasses/status", "gateways/status", "httproutes/status"],
    verbs: reportStatus,
  },
  { apiGroups: ["inference.networking.k8s.io"], resources: ["inferencepools"], verbs: read },
  {
    apiGroups: ["inference.networking.k8s.io"],
    resources: ["inferencepools/status"],
    verbs: reportStatus,
  },
  // A Service for each pool, by which it knows the pool's pods.
  { apiGroups: [""], resources: ["services"], verbs: ["create", "update", "patch", "delete"] },
];

/** The objects that istiod needs to start, in their order. */
export const istiodObjects: readonly KubernetesManifest[] = [
  { apiVersion: "v1", kind: "Namespace", metadata: { name: istioNamespace } },
  { apiVersion: "v1", kind: "ServiceAccount", metadata },
  {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRole",
    metadata: { name: istiodAccount },
    rules,
  },
  {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRoleBinding",
    metadata: { name: istiodAccount },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: istiodAccount },
    subjects: [{ kind: "ServiceAccount", ...metadata }],
  },
  podAddressFilter,
];
