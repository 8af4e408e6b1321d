/**
 * The images that a laptop can run, as their Dockerfiles make them. Written only from the Dockerfiles and independent of
 * components/, whose manifests it serves to test. A test compares it with what is deployed.
 */

/** An image as a container runtime sees it. */
export interface ImageContract {
  readonly entrypoint: readonly string[];
  /** `CMD`. */
  readonly cmd: readonly string[];
  /** Number of the user in `USER`. */
  readonly userId: number;
  readonly workingDirectory: string;
  /** Default TCP ports of its program. */
  readonly ports: readonly number[];
  /** Its executables, by path. */
  readonly programs: Readonly<Record<string, ProgramFile>>;
}

/** Replacement for an image's program on a laptop. */
export type ProgramFile =
  /** One of the laptop's own tools. */
  | { readonly kind: "tool"; readonly tool: "bbr" | "epp" }
  /** The laptop's Envoy; what listens on all addresses listens on the pod's. */
  | { readonly kind: "envoy" }
  /** The laptop's model server, under this name. */
  | { readonly kind: "vllm"; readonly name: "vllm" | "python3" }
  /** A script of bash. */
  | { readonly kind: "script"; readonly text: string }
  /** A program of the laptop's system. */
  | { readonly kind: "system"; readonly name: string };

/** Program folders of Linux distributions, as in their PATH. */
export const programFolders = ["/usr/local/bin", "/usr/bin", "/bin"] as const;

/** Distribution programs that a command, a hook or an init container is likely to use. */
const systemPrograms = [
  "bash",
  "sh",
  "sleep",
  "env",
  "cat",
  "echo",
  "true",
  "false",
  "ls",
  "cp",
  "mkdir",
  "rm",
];

const distribution: Readonly<Record<string, ProgramFile>> = {
  ...Object.fromEntries(systemPrograms.map((name) => [`/bin/${name}`, { kind: "system", name } as const])),
  "/usr/bin/python3": { kind: "vllm", name: "python3" },
  "/usr/local/bin/vllm": { kind: "vllm", name: "vllm" },
};

/**
 * vllm-project/tpu-inference docker/entrypoint.sh (one content from v0.20.0 to main of 2026-08-22), paraphrased: arguments are
 * a command; without any, a server starts with the options in VLLM_ARGS. bash names the line of an `exec` that fails, which
 * is the 38th there.
 */
const tpuEntrypoint = [
  "set -e",
  ...Array<string>(36).fill(""),
  '(( $# == 0 )) || exec "$@"',
  '[[ "$DISABLE_VLLM_SERVER" != true ]] || exec /bin/bash',
  'echo "Starting vLLM OpenAI-compatible API server..."',
  "exec python3 -m vllm.entrypoints.openai.api_server $VLLM_ARGS",
].join("\n");

/** gcr.io/distroless/static:nonroot with one program. */
function distroless(program: string, tool: "bbr" | "epp", ports: readonly number[]): ImageContract {
  return {
    entrypoint: [program],
    cmd: [],
    userId: 65532,
    workingDirectory: "/",
    ports,
    programs: { [program]: { kind: "tool", tool } },
  };
}

/** By the exact name in a container's `image`. */
export const imageContracts: ReadonlyMap<string, ImageContract> = new Map([
  // kubernetes-sigs/gateway-api-inference-extension v1.5.0 Dockerfile, bbr.Dockerfile; the ports of ext-proc, health and
  // metrics are defaults in pkg/epp/server/options.go and pkg/bbr/server/options.go.
  [
    "registry.k8s.io/gateway-api-inference-extension/epp:v1.5.0",
    distroless("/epp", "epp", [9002, 9003, 9090]),
  ],
  [
    "registry.k8s.io/gateway-api-inference-extension/bbr:v1.5.0",
    distroless("/bbr", "bbr", [9004, 9005, 9090]),
  ],
  // envoyproxy/envoy distribution/docker/Dockerfile-envoy, stage envoy-distroless. Its base image is nonroot of
  // GoogleContainerTools/distroless static/static.bzl, user 65532 in /home/nonroot. The port is EXPOSE's.
  [
    "envoyproxy/envoy:distroless-v1.40.0",
    {
      entrypoint: ["/usr/local/bin/envoy"],
      cmd: ["-c", "/etc/envoy/envoy.yaml"],
      userId: 65532,
      workingDirectory: "/home/nonroot",
      ports: [10_000],
      programs: { "/usr/local/bin/envoy": { kind: "envoy" } },
    },
  ],
  // vllm-project/vllm docker/Dockerfile, stage vllm-openai.
  [
    "vllm/vllm-openai:v0.32.0",
    {
      entrypoint: ["vllm", "serve"],
      cmd: [],
      userId: 0,
      workingDirectory: "/vllm-workspace",
      ports: [8000],
      programs: distribution,
    },
  ],
  // vllm-project/tpu-inference v0.27.0 docker/Dockerfile.
  [
    "vllm/vllm-tpu:v0.32.0",
    {
      entrypoint: ["/entrypoint.sh"],
      cmd: [],
      userId: 0,
      workingDirectory: "/workspace/tpu_inference",
      ports: [8000],
      programs: { ...distribution, "/entrypoint.sh": { kind: "script", text: tpuEntrypoint } },
    },
  ],
]);

/** The file of a program, as a runtime finds it: by path, or by name in the folders of PATH. */
export function findProgram(contract: ImageContract, program: string): string | undefined {
  if (program.includes("/")) return program in contract.programs ? program : undefined;
  return programFolders.map((folder) => `${folder}/${program}`).find((file) => file in contract.programs);
}
