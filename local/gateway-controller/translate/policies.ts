import { defaultHealthCheck, defaultTimeoutSec } from "../kubernetes/gke-objects";
import type { HealthCheck, TargetRef } from "../kubernetes/gke-objects";
import { byAge, displayName } from "../kubernetes/metadata";
import type { NamedObject, ObjectName } from "../kubernetes/metadata";
import type { Snapshot } from "../kubernetes/snapshot";
import type { ClusterIndex } from "./cluster-index";
import { condition } from "./conditions";
import type { Rejection } from "./conditions";
import { statusUpdate } from "./status-update";
import type { StatusUpdate } from "./status-update";

/** The kinds of backends that a policy can target. */
export type BackendKind = "InferencePool" | "Service";

/** The policies of each backend. */
export interface Policies {
  /** The health check of a backend; GKE's default without a policy. */
  readonly healthCheck: (kind: BackendKind, name: ObjectName) => HealthCheck;
  /** The health check of a backend's policy, if any. */
  readonly explicitHealthCheck: (kind: BackendKind, name: ObjectName) => HealthCheck | undefined;
  /** Timeout for a backend's whole answer. */
  readonly timeoutSec: (kind: BackendKind, name: ObjectName) => number;
  readonly statuses: readonly StatusUpdate[];
}

/** Attaches every HealthCheckPolicy and GCPBackendPolicy to its target. */
export function resolvePolicies(snapshot: Snapshot, index: ClusterIndex): Policies {
  const health = attach(snapshot.healthcheckpolicies, index);
  const backend = attach(snapshot.gcpbackendpolicies, index);
  const explicitHealthCheck = (kind: BackendKind, name: ObjectName) =>
    health.attached.get(targetKey(kind, name))?.spec.default;
  return {
    explicitHealthCheck,
    healthCheck: (kind, name) => explicitHealthCheck(kind, name) ?? defaultHealthCheck,
    timeoutSec: (kind, name) =>
      backend.attached.get(targetKey(kind, name))?.spec.default.timeoutSec ?? defaultTimeoutSec,
    statuses: [
      ...health.verdicts.map(([policy, rejection]) =>
        statusUpdate("healthcheckpolicies", policy, policyStatus(policy, rejection)),
      ),
      ...backend.verdicts.map(([policy, rejection]) =>
        statusUpdate("gcpbackendpolicies", policy, policyStatus(policy, rejection)),
      ),
    ],
  };
}

interface Policy extends NamedObject {
  readonly spec: { readonly targetRef: TargetRef };
}

interface Attachments<P> {
  readonly attached: ReadonlyMap<string, P>;
  readonly verdicts: readonly (readonly [P, Rejection | undefined])[];
}

function attach<P extends Policy>(policies: readonly P[], index: ClusterIndex): Attachments<P> {
  const attached = new Map<string, P>();
  const verdicts = [...policies].sort(byAge).map((policy): readonly [P, Rejection | undefined] => {
    const { targetRef } = policy.spec;
    const name = { namespace: policy.metadata.namespace, name: targetRef.name };
    const key = targetKey(targetRef.kind, name);
    const rejection = rejectTarget(policy, name, index) ?? rejectSecond(attached.get(key), targetRef, name);
    if (rejection === undefined) attached.set(key, policy);
    return [policy, rejection];
  });
  return { attached, verdicts };
}

const targetGroups: Readonly<Record<string, string>> = {
  InferencePool: "inference.networking.k8s.io",
  Service: "",
};

function rejectTarget(policy: Policy, name: ObjectName, index: ClusterIndex): Rejection | undefined {
  const { group, kind, namespace } = policy.spec.targetRef;
  if (targetGroups[kind] !== group)
    return {
      reason: "Invalid",
      message: `targetRef must be a Service or an InferencePool of group inference.networking.k8s.io, got ${kind} of group "${group}"`,
    };
  if (namespace !== undefined && namespace !== policy.metadata.namespace)
    return {
      reason: "RefNotPermitted",
      message: `targetRef must be in the policy's namespace ${policy.metadata.namespace}, got ${namespace}`,
    };
  const target = kind === "Service" ? index.service(name) : index.pool(name);
  return target === undefined
    ? { reason: "TargetNotFound", message: `${kind} ${displayName(name)} does not exist` }
    : undefined;
}

function rejectSecond(first: Policy | undefined, target: TargetRef, name: ObjectName): Rejection | undefined {
  return first === undefined
    ? undefined
    : {
        reason: "Conflicted",
        message: `${target.kind} ${displayName(name)} already has the older policy ${displayName(first.metadata)}`,
      };
}

function targetKey(kind: string, name: ObjectName): string {
  return `${kind} ${displayName(name)}`;
}

function policyStatus(policy: Policy, rejection: Rejection | undefined) {
  return { conditions: [condition("Attached", rejection, "Attached", policy.metadata.generation)] };
}
