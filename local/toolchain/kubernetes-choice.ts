import { moduleVersion } from "./pinned-version";

/** Which Kubernetes a laptop cluster runs: the one that is tested on, or the oldest that a cluster may run. */
export const kubernetesChoices = ["current", "minimum"] as const;

export type KubernetesChoice = (typeof kubernetesChoices)[number];

/** What a cluster runs when nobody chooses. */
export const defaultKubernetes: KubernetesChoice = "current";

/** The release that each choice stands for, e.g. "v1.37.2". */
export const kubernetesReleases: Readonly<Record<KubernetesChoice, string>> = {
  current: `v${moduleVersion("kubernetes", "k8s.io/kubernetes")}`,
  minimum: `v${moduleVersion("kubernetes-minimum", "k8s.io/kubernetes")}`,
};
