import type { CustomObjectsApi } from "@kubernetes/client-node";
import { controllerName } from "../translate/conditions";
import { hasStatus } from "./kubernetes-error";
import { kinds } from "./kinds";
import type { Snapshot } from "./snapshot";

/** The classes of GKE that Switchyard can use, with GKE's own descriptions. */
const gatewayClasses: Readonly<Record<string, string>> = {
  "gke-l7-rilb": "Regional internal Application Load Balancer",
  "gke-l7-regional-external-managed": "Regional external Application Load Balancer",
};

const conflict = 409;

/** Creates missing classes, as GKE would. */
export async function ensureGatewayClasses(
  api: Pick<CustomObjectsApi, "createClusterCustomObject">,
  snapshot: Snapshot,
): Promise<void> {
  const existing = new Set(snapshot.gatewayclasses.map(({ metadata }) => metadata.name));
  for (const [name, description] of Object.entries(gatewayClasses)) {
    if (existing.has(name)) continue;
    const body = {
      apiVersion: "gateway.networking.k8s.io/v1",
      kind: "GatewayClass",
      metadata: { name },
      spec: { controllerName, description },
    };
    try {
      await api.createClusterCustomObject({ ...kinds.gatewayclasses, plural: "gatewayclasses", body });
    } catch (error) {
      if (!hasStatus(error, conflict)) throw error;
    }
  }
}
