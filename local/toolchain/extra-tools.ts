import type { ExtraToolName, Tool } from "./tool";

/** What tests and benchmarks run beside the cluster, by name. */
export const extraTools: Readonly<Record<ExtraToolName, Tool>> = {
  "kube-score": {
    name: "kube-score",
    version: "1.20.0",
    origin: {
      kind: "go",
      folder: "kube-score",
      package: "github.com/zegl/kube-score/cmd/kube-score",
      linkerVariables: { "main.version": "1.20.0" },
      expectedSec: 40,
    },
  },
  helm: {
    name: "helm",
    version: "3.19.5",
    // A user's own Helm of the same minor version renders alike.
    installed: { versionArgs: ["version", "--short"], accepts: "same-minor" },
    origin: {
      kind: "go",
      folder: "helm",
      package: "helm.sh/helm/v3/cmd/helm",
      linkerVariables: { "helm.sh/helm/v3/internal/version.version": "v3.19.5" },
      expectedSec: 110,
    },
  },
};
