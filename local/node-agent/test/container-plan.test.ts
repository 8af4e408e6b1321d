import type { V1Container } from "@kubernetes/client-node";
import type { ImageContract } from "../image-contracts";
import { planContainer, tokenMountPath } from "../container-plan";
import { ReferencedObjects } from "../referenced-objects";
import { containerMounts, podFiles } from "../pod-files";
import { pod } from "./samples";

const files = podFiles("/state", pod());
const contract: ImageContract = {
  entrypoint: ["/epp", "serve"],
  cmd: ["--default"],
  userId: 65532,
  workingDirectory: "/",
  ports: [],
  programs: { "/epp": { kind: "tool", tool: "epp" } },
};

function plan(container: V1Container) {
  return planContainer(container, {
    placed: { pod: pod(), podIp: "10.64.0.7", hostIp: "10.64.254.1" },
    image: { contract, root: "/images/epp" },
    objects: new ReferencedObjects([]),
    mounts: containerMounts(container, files),
    home: files.container("main"),
    kubeconfig: files.kubeconfig,
  });
}

test("arguments are expanded and their paths translated; a pod's token comes as a kubeconfig", () => {
  const container = {
    name: "main",
    args: ["--ns", "$(NS)", "--config", "/config/p.yaml"],
    env: [
      { name: "NS", valueFrom: { fieldRef: { fieldPath: "metadata.namespace" } } },
      { name: "DIR", value: "/config" },
    ],
    volumeMounts: [
      { name: "c", mountPath: "/config", subPath: "sub" },
      { name: "kube-api-access-x", mountPath: tokenMountPath },
    ],
  };
  expect(plan(container)).toEqual({
    program: "/images/epp/epp",
    args: ["serve", "--ns", "llm", "--config", "/state/pods/u-1/volumes/c/sub/p.yaml"],
    env: {
      PATH: "/images/epp/usr/local/bin:/images/epp/usr/bin:/images/epp/bin",
      HOME: "/state/pods/u-1/containers/main",
      HOSTNAME: "vllm-0",
      NS: "llm",
      DIR: "/state/pods/u-1/volumes/c/sub",
      SWITCHYARD_POD_IP: "10.64.0.7",
      KUBECONFIG: "/state/pods/u-1/kubeconfig",
    },
  });
});

test("without a token there is no kubeconfig, and nothing of the agent's own environment", () => {
  const { env } = plan({ name: "main" });
  expect(Object.keys(env).sort()).toEqual(["HOME", "HOSTNAME", "PATH", "SWITCHYARD_POD_IP"]);
});

test("logs are named as kubectl's users know them", () => {
  expect(files.log("main")).toBe("/state/pods/llm_vllm-0_main.log");
  expect(files.previousLog("main")).toBe("/state/pods/llm_vllm-0_main.previous.log");
});

test("a command is expanded as well; what cannot be started is said", () => {
  const env = [{ name: "PROGRAM", value: "/epp" }];
  expect(plan({ name: "main", env, command: ["$(PROGRAM)"], args: ["--x"] })).toMatchObject({
    program: "/images/epp/epp",
    args: ["--x"],
  });
  expect(plan({ name: "main" }).args).toEqual(["serve", "--default"]);
  expect(plan({ name: "main", command: ["/bin/sh"] }).failure).toMatch(
    /: exec: "\/bin\/sh": stat \/bin\/sh: no such file or directory: unknown$/,
  );
});
