import type { Manifest } from "../../plan/manifest";
import { commonLabels, watchedNamespaceLabel } from "../../objects/labels";
import { requestQuantities } from "../../objects/pod-requests";
import { kedaRequest } from "./keda-pods";

/**
 * On private nodes GKE's control plane reaches pods at 443 and 10250 alone, unless the VPC has a firewall rule for more.
 * The chart's own ports are 6443 and 9443. Source: chaos-mesh pull request 3877, which did the same (read 2026-11).
 */
const portOfControlPlane = 10_250;

/**
 * Values of KEDA's Helm chart. Its pods meet `restricted` as they are, and name their commands (kedacore/charts v2.20.2,
 * keda/templates/{manager,metrics-server,webhooks}/deployment.yaml).
 * @param watchNamespace the one namespace whose models it scales.
 */
export function kedaValues(watchNamespace: string) {
  const resources = { requests: requestQuantities(kedaRequest) };
  return {
    watchNamespace,
    service: { portHttpsTarget: portOfControlPlane },
    webhooks: { port: portOfControlPlane },
    // What it scales are Deployments; without this it might scale whatever there is.
    rbac: { enabledCustomScaledRefKinds: false },
    resources: { operator: resources, metricServer: resources, webhooks: resources },
  };
}

/** Labels of every object of the chart, by which the stack whose models it scales knows it as its own. */
export function kedaLabels(watchNamespace: string) {
  return { [watchedNamespaceLabel]: watchNamespace };
}

/** The namespace of KEDA itself. */
export function kedaNamespace(name: string): Manifest {
  // All of the chart's pods run under it.
  const labels = { ...commonLabels("keda"), "pod-security.kubernetes.io/enforce": "restricted" };
  return { apiVersion: "v1", kind: "Namespace", metadata: { name, labels } };
}
