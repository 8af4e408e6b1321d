/**
 * What pods may do to their node, in the words of the Pod Security Standards
 * (kubernetes.io/docs/concepts/security/pod-security-standards).
 */
import { versions } from "../versions";

/** The version of the standards. An API server knows those up to its own version, so this is the oldest supported one. */
const minorVersion = versions.kubernetesMinimum.split(".").slice(0, 2).join(".");

/**
 * The standard that the API server enforces for every pod of the namespace. It is `baseline` because of the model servers;
 * the settings below make everything else meet `restricted`.
 */
export const podSecurityLabels = {
  "pod-security.kubernetes.io/enforce": "baseline",
  "pod-security.kubernetes.io/enforce-version": minorVersion,
} as const;

/** User of distroless images, which BBR and EPP are built on. */
const nonRootId = 65532;

const seccompProfile = { type: "RuntimeDefault" } as const;

const withoutPrivileges = { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } };

/** A pod of the standard `restricted`. */
export const restrictedPod = {
  runAsNonRoot: true,
  runAsUser: nonRootId,
  runAsGroup: nonRootId,
  seccompProfile,
};

/** A container of the standard `restricted`, on a root that it cannot write to. */
export const restrictedContainer = { ...withoutPrivileges, readOnlyRootFilesystem: true };

/** A pod of the standard `baseline`: vLLM's images run as root, who also owns the files of the accelerators. */
export const baselinePod = { seccompProfile };

/** A container of the standard `baseline`, which writes its weights and compiled kernels to its own root. */
export const baselineContainer = withoutPrivileges;

/** Room for the logs of a program that writes nothing else: the node keeps five files of 10 MiB. */
export const logStorage = {
  requests: { "ephemeral-storage": "64Mi" },
  limits: { "ephemeral-storage": "256Mi" },
} as const;
