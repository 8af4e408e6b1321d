import type { Toolchain, ToolName } from "../index";

/** A toolchain whose programs are all in the cache, each in a folder with its name. */
export function testToolchain(cacheDir: string): Toolchain {
  const tool = (name: ToolName) => `${cacheDir}/${name}/${name}`;
  return {
    cacheDir,
    tools: {
      pulumi: tool("pulumi"),
      "pulumi-language-nodejs": tool("pulumi-language-nodejs"),
      "pulumi-resource-kubernetes": tool("pulumi-resource-kubernetes"),
      etcd: tool("etcd"),
      "kube-apiserver": tool("kube-apiserver"),
      "kube-controller-manager": tool("kube-controller-manager"),
      "kube-scheduler": tool("kube-scheduler"),
      bbr: tool("bbr"),
      epp: tool("epp"),
      envoy: tool("envoy"),
    },
    crdDirs: [`${cacheDir}/crds`],
    bodyBasedRouterChart: `${cacheDir}/charts/body-based-routing`,
  };
}
