import { kubernetesReleases } from "./kubernetes-choice";
import type { KubernetesChoice } from "./kubernetes-choice";
import type { Tool } from "./tool";

const programs = ["kube-apiserver", "kube-controller-manager", "kube-scheduler"] as const;

type Program = (typeof programs)[number];

/** How a release is built: the folder under tools/ that pins it, and the build time of each program. */
interface Build {
  readonly folder: string;
  readonly expectedSec: Readonly<Record<Program, number>>;
}

const builds: Readonly<Record<KubernetesChoice, Build>> = {
  current: {
    folder: "kubernetes",
    expectedSec: { "kube-apiserver": 330, "kube-controller-manager": 90, "kube-scheduler": 15 },
  },
  minimum: {
    folder: "kubernetes-minimum",
    expectedSec: { "kube-apiserver": 290, "kube-controller-manager": 70, "kube-scheduler": 15 },
  },
};

/** The control plane's programs, all of one release: none of them may be newer than the API server. */
export function kubernetesTools(choice: KubernetesChoice): readonly Tool[] {
  return programs.map((name) => kubernetesTool(name, kubernetesReleases[choice], builds[choice]));
}

function kubernetesTool(name: Program, release: string, { folder, expectedSec }: Build): Tool {
  const file = `dl.k8s.io/release/${release}/bin/linux/amd64/${name}`;
  const version = release.slice(1);
  const [major = "", minor = ""] = version.split(".");
  return {
    name,
    version,
    installed: { versionArgs: ["--version"], accepts: "same-minor" },
    release: { file, checksums: `${file}.sha256`, expectedSec: 20 },
    origin: {
      kind: "go",
      folder,
      package: `k8s.io/kubernetes/cmd/${name}`,
      linkerVariables: {
        "k8s.io/component-base/version.gitVersion": release,
        "k8s.io/component-base/version.gitMajor": major,
        "k8s.io/component-base/version.gitMinor": minor,
        "k8s.io/client-go/pkg/version.gitVersion": release,
      },
      expectedSec: expectedSec[name],
    },
  };
}
