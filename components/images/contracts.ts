/**
 * What the images that Switchyard deploys do with a container's `command` and `args`, and which user they run as. The laptop's
 * node agent has its own table, written from the same sources, and a test compares the two.
 */

/** One image, regardless of its tag. */
export interface ImageContract {
  /** Its name without registry and tag, as Docker Hub and the project's own registry have it. */
  readonly repository: string;
  /** The registry of that repository. */
  readonly registry: string;
  /** `ENTRYPOINT`: what runs where a container names no `command`. */
  readonly entrypoint: readonly [string, ...string[]];
  /** `CMD`: the arguments where a container names neither `command` nor `args`. */
  readonly defaultArguments: readonly string[];
  /** What the entrypoint does with arguments: treats them as its options, or runs them as a command. */
  readonly argumentsAre: "options" | "a command";
  /** The user that it runs as; 0 is root. */
  readonly userId: number;
  readonly workingDirectory: string;
  /** All that `command` may name; `undefined` for an image with a whole Linux distribution in it. */
  readonly programs: readonly string[] | undefined;
  /** The `command` to name for what Switchyard runs. */
  readonly command: readonly [string, ...string[]];
  /** Repository, path and tag that each fact was read in. */
  readonly sources: readonly string[];
}

/** A statically linked program on gcr.io/distroless/static:nonroot, which has no shell and runs as 65532. */
function distroless(
  registry: string,
  repository: string,
  program: string,
  options: readonly string[],
  sources: readonly string[],
): ImageContract {
  return {
    registry,
    repository,
    entrypoint: [program, ...options],
    defaultArguments: [],
    argumentsAre: "options",
    userId: 65532,
    workingDirectory: "/",
    programs: [program],
    command: [program],
    sources,
  };
}

const inferenceExtension = "kubernetes-sigs/gateway-api-inference-extension v1.5.0";
const keda = "kedacore/keda v2.21.0";
/** Only its variant without a distribution is deployed; the tag does not tell them apart here. */
const envoySources = [
  'envoyproxy/envoy distribution/docker/Dockerfile-envoy, stage envoy-distroless of 2026: FROM gcr.io/distroless/base-nossl-debian12:nonroot, ENTRYPOINT ["/usr/local/bin/envoy"], CMD ["-c", "/etc/envoy/envoy.yaml"], one program, no WORKDIR',
  "GoogleContainerTools/distroless static/static.bzl at 11eeda5, which base images start from: nonroot is 65532, working directory /home/nonroot",
];
const zapOptions = ["--zap-log-level=info", "--zap-encoder=console"];

/** The images of the lock in components/versions.ts, and those that KEDA's chart of that version names. */
export const imageContracts: readonly ImageContract[] = [
  {
    registry: "docker.io",
    repository: "vllm/vllm-openai",
    entrypoint: ["vllm", "serve"],
    defaultArguments: [],
    argumentsAre: "options",
    userId: 0,
    workingDirectory: "/vllm-workspace",
    programs: undefined,
    command: ["vllm", "serve"],
    sources: [
      'vllm-project/vllm docker/Dockerfile, stage vllm-openai of 2026: WORKDIR /vllm-workspace, `# USER vllm`, ENTRYPOINT ["vllm", "serve"], no CMD',
      "vllm-project/vllm docs/deployment/docker.md at 02319794: the image runs as root by default",
    ],
  },
  {
    registry: "docker.io",
    repository: "vllm/vllm-tpu",
    entrypoint: ["/entrypoint.sh"],
    defaultArguments: [],
    argumentsAre: "a command",
    userId: 0,
    workingDirectory: "/workspace/tpu_inference",
    programs: undefined,
    command: ["vllm", "serve"],
    sources: [
      'vllm-project/tpu-inference docker/Dockerfile v0.27.0: ENTRYPOINT ["/entrypoint.sh"], CMD [], no USER, on python:3.12-slim-bookworm',
      'vllm-project/tpu-inference docker/entrypoint.sh, one content from v0.20.0 to main of 2026-08-22: with arguments it does `exec "$@"`, line 38',
    ],
  },
  distroless(
    "registry.k8s.io",
    "gateway-api-inference-extension/epp",
    "/epp",
    [],
    [`${inferenceExtension} Dockerfile`],
  ),
  distroless(
    "registry.k8s.io",
    "gateway-api-inference-extension/bbr",
    "/bbr",
    [],
    [`${inferenceExtension} bbr.Dockerfile`],
  ),
  {
    ...distroless("docker.io", "envoyproxy/envoy", "/usr/local/bin/envoy", [], envoySources),
    defaultArguments: ["-c", "/etc/envoy/envoy.yaml"],
    workingDirectory: "/home/nonroot",
  },
  distroless("ghcr.io", "kedacore/keda", "/keda", zapOptions, [`${keda} Dockerfile`]),
  distroless(
    "ghcr.io",
    "kedacore/keda-metrics-apiserver",
    "/keda-adapter",
    ["--secure-port=6443", ...zapOptions],
    [`${keda} Dockerfile.adapter`],
  ),
  distroless("ghcr.io", "kedacore/keda-admission-webhooks", "/keda-admission-webhooks", zapOptions, [
    `${keda} Dockerfile.webhooks`,
  ]),
];

/**
 * The contract of an image reference, regardless of its tag or digest. A copy in another registry may have been changed, so
 * nothing is known about it.
 */
export function contractOf(image: string): ImageContract | undefined {
  const name = image.replace(/@.*$/, "").replace(/:[^/:]*$/, "");
  return imageContracts.find(
    ({ registry, repository }) =>
      name === `${registry}/${repository}` || (registry === "docker.io" && name === repository),
  );
}

/** What a container executes: `command` replaces the image's entrypoint, and its `args` the image's own arguments. */
export function commandLine(
  contract: Pick<ImageContract, "entrypoint" | "defaultArguments" | "argumentsAre">,
  command: readonly string[],
  args: readonly string[],
): readonly string[] {
  if (command.length > 0) return [...command, ...args];
  const rest = args.length > 0 ? args : contract.defaultArguments;
  if (contract.argumentsAre === "a command" && rest.length > 0) return rest;
  return [...contract.entrypoint, ...rest];
}
