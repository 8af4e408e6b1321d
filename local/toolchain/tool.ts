/** The programs that the laptop cluster runs and does not contain. */
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

/** Programs that only some need: KEDA a stack that scales to zero, the others a test or a benchmark. */
export const extraToolNames = ["kube-score", "helm", "keda-operator", "keda-metrics-apiserver"] as const;

export type ExtraToolName = (typeof extraToolNames)[number];

export type AnyToolName = ToolName | ExtraToolName;

/** Where a tool comes from on this machine. */
export type ToolSource = "cached" | "path" | "download" | "build" | "package";

/** One tool: which version, and every way to get it. */
export interface Tool {
  readonly name: AnyToolName;
  readonly version: string;
  /** Folder in the cache. @default - `<name>-<version>` */
  readonly cacheFolder?: string;
  /** How a copy that the user installed is recognized. @default - such a copy is never used */
  readonly installed?: InstalledCopy;
  /** The official prebuilt release for linux/amd64. @default - there is none that serves here */
  readonly release?: Release;
  readonly origin: GoOrigin | WheelOrigin;
}

/** A program on PATH that prints its version. */
export interface InstalledCopy {
  readonly versionArgs: readonly string[];
  /** The program beside it that prints the version in its stead. @default - it does so itself */
  readonly sibling?: AnyToolName;
  readonly accepts: VersionRule;
}

/** Which other versions can stand in for the one that is wanted. */
export type VersionRule = "same-minor" | "same-major-not-older";

/**
 * A file of an official release. Its checksum is the one that the release publishes beside it, fetched along: a
 * truncated or altered file is refused, and a release that publishes none is not used.
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
  /** What `go build -overlay` lays over the sources. @default - nothing */
  readonly overlay?: "pod-network" | "provider-schema";
  /** From nothing, on two cores; all but the first build share them with another one. */
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
