import type { Tool } from "../tool";

/** A tool that can only be built. */
export const builtTool: Tool = {
  name: "etcd",
  version: "9.5.3",
  origin: { kind: "go", folder: "etcd", package: ".", linkerVariables: {}, expectedSec: 50 },
};

/** A tool that can be had in every way. */
export const sampleTool: Tool = {
  ...builtTool,
  installed: { versionArgs: ["--version"], accepts: "same-minor" },
  release: {
    file: "example.com/v9.5.3/etcd-linux-amd64.tar.gz",
    checksums: "example.com/v9.5.3/SHA256SUMS",
    member: "etcd-linux-amd64/etcd",
    expectedSec: 10,
  },
};
