import { V1MicroTime } from "@kubernetes/client-node";
import type { V1Lease } from "@kubernetes/client-node";

/** Namespace of all node leases. */
export const leaseNamespace = "kube-node-lease";

/** The lease by which a node's agent shows that it is alive. */
export function leaseObject(nodeName: string, now: Date): V1Lease {
  return {
    apiVersion: "coordination.k8s.io/v1",
    kind: "Lease",
    metadata: { name: nodeName, namespace: leaseNamespace },
    spec: { holderIdentity: nodeName, leaseDurationSeconds: 40, renewTime: new V1MicroTime(now) },
  };
}
