import { moduleVersion } from "./pinned-version";

/** Kubernetes of a laptop cluster: the one that tests run on, or the oldest supported one. */
export const kubernetesChoices = ["current", "minimum"] as const;

export type KubernetesChoice = (typeof kubernetesChoices)[number];

/** The default Kubernetes of a new cluster. */
export const defaultKubernetes: KubernetesChoice = "current";

/** The release that each choice stands for, e.g. "v1.37.2". */
export const kubernetesReleases: Readonly<Record<KubernetesChoice, string>> = {
  current: `v${moduleVersion("kubernetes", "k8s.io/kubernetes")}`,
  minimum: `v${moduleVersion("kubernetes-minimum", "k8s.io/kubernetes")}`,
};
