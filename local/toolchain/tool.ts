/** The external programs that the laptop cluster runs. */
export const toolNames = [
  "pulumi",
  "pulumi-language-nodejs",
  "pulumi-resource-kubernetes",
  "etcd",
  "kube-apiserver",
  "kube-controller-manager",
  "kube-scheduler",
  "bbr",
  "epp",
  "envoy",
] as const;

export type ToolName = (typeof toolNames)[number];

/**
 * Optional programs: KEDA for stacks that scale to zero, istiod for those with Istio as their gateway, the others for
 * tests or benchmarks.
 */
export type ExtraToolName = "kube-score" | "helm" | "keda-operator" | "keda-metrics-apiserver" | "istiod";

export type AnyToolName = ToolName | ExtraToolName;

/** Where a tool comes from on this machine. */
export type ToolSource = "cached" | "path" | "download" | "build" | "package";

/** One tool: its version, and every way to get it. */
export interface Tool {
  readonly name: AnyToolName;
  readonly version: string;
  /** Folder in the cache. @default - `<name>-<version>` */
  readonly cacheFolder?: string;
  /** How to recognize the user's own copy. @default - such a copy is never used */
  readonly installed?: InstalledCopy;
  /** The official prebuilt release for linux/amd64. @default - there is no suitable one */
  readonly release?: Release;
  readonly origin: GoOrigin | WheelOrigin;
}

/** A program on PATH that prints its version. */
export interface InstalledCopy {
  readonly versionArgs: readonly string[];
  /** The accompanying program that prints the version. @default - the tool itself */
  readonly sibling?: AnyToolName;
  readonly accepts: VersionRule;
}

/** Which other versions can replace the required one. */
export type VersionRule = "same-minor" | "same-major-not-older";

/**
 * A file of an official release. Its checksum is published with the release and fetched as well: a truncated
 * or altered file is rejected, and a release without a checksum is not used.
 */
export interface Release {
  /** Host and path, without the scheme. */
  readonly file: string;
  readonly checksums: string;
  /** Path inside the `.tar.gz`. @default - the file is the program itself */
  readonly member?: string;
  readonly expectedSec: number;
}

/** A program built from a published Go module. */
export interface GoOrigin {
  readonly kind: "go";
  /** Folder under tools/ with the go.mod that pins it. */
  readonly folder: string;
  readonly package: string;
  /** Variables that the linker sets, so that the program knows its version. */
  readonly linkerVariables: Readonly<Record<string, string>>;
  /** Overlay for `go build -overlay`. @default - none */
  readonly overlay?: "pod-network" | "provider-schema";
  /** From scratch, on two cores; all but the first build share them with another one. */
  readonly expectedSec: number;
}

/** A program inside a Python wheel. */
export interface WheelOrigin {
  readonly kind: "wheel";
  /** Folder under tools/ with the requirements.txt that pins it. */
  readonly folder: string;
  readonly member: string;
  readonly expectedSec: number;
}
