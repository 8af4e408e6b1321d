import { moduleVersion } from "./pinned-version";
import type { ExtraToolName, Tool } from "./tool";

/** Module of KEDA, pinned in tools/keda. */
export const kedaModule = "github.com/kedacore/keda/v2";

/** Also the version of the objects that come with KEDA. */
export const kedaVersion = moduleVersion("keda", kedaModule);

/** Module of Istio, pinned in tools/istiod. */
export const istioModule = "istio.io/istio";

/** Release of Istio. Its go.mod pins a commit, which does not determine the version: file VERSION of the module. */
export const istioVersion = "1.31.0";

const kubeScoreVersion = moduleVersion("kube-score", "github.com/zegl/kube-score");
const helmVersion = moduleVersion("helm", "helm.sh/helm/v3");

/** KEDA is built with sockets of the pod network (tools/podnet), because it calls the metrics ports of pods. */
function kedaTool(name: ExtraToolName, command: string, expectedSec: number): Tool {
  return {
    name,
    version: kedaVersion,
    origin: {
      kind: "go",
      folder: "keda",
      package: `${kedaModule}/cmd/${command}`,
      linkerVariables: { [`${kedaModule}/version.Version`]: kedaVersion },
      overlay: "pod-network",
      expectedSec,
    },
  };
}

/** Tools that only some stacks, tests and benchmarks run, by name. */
export const extraTools: Readonly<Record<ExtraToolName, Tool>> = {
  "kube-score": {
    name: "kube-score",
    version: kubeScoreVersion,
    origin: {
      kind: "go",
      folder: "kube-score",
      package: "github.com/zegl/kube-score/cmd/kube-score",
      linkerVariables: { "main.version": kubeScoreVersion },
      expectedSec: 40,
    },
  },
  helm: {
    name: "helm",
    version: helmVersion,
    // A user's own Helm of the same minor version renders the same.
    installed: { versionArgs: ["version", "--short"], accepts: "same-minor" },
    origin: {
      kind: "go",
      folder: "helm",
      package: "helm.sh/helm/v3/cmd/helm",
      linkerVariables: { "helm.sh/helm/v3/internal/version.version": `v${helmVersion}` },
      expectedSec: 110,
    },
  },
  "keda-operator": kedaTool("keda-operator", "operator", 600),
  "keda-metrics-apiserver": kedaTool("keda-metrics-apiserver", "adapter", 60),
  istiod: {
    name: "istiod",
    version: istioVersion,
    origin: {
      kind: "go",
      folder: "istiod",
      package: ".",
      linkerVariables: { [`${istioModule}/pkg/version.buildVersion`]: istioVersion },
      expectedSec: 280,
    },
  },
};
