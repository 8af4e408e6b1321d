import type { V1Container } from "@kubernetes/client-node";
import { planContainer, tokenMountPath } from "../../../local/node-agent/container-plan";
import { ReferencedObjects } from "../../../local/node-agent/referenced-objects";
import { containerMounts, podFiles } from "../../../local/node-agent/pod-files";
import { pod } from "./samples";

const files = podFiles("/state", pod());

function plan(container: V1Container) {
  return planContainer(container, {
    placed: { pod: pod(), podIp: "10.64.0.7", hostIp: "10.64.254.1" },
    program: ["/tools/epp", "serve"],
    objects: new ReferencedObjects([]),
    mounts: containerMounts(container, files),
    home: files.container("main"),
    searchPath: "/bin",
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
    program: "/tools/epp",
    args: ["serve", "--ns", "llm", "--config", "/state/pods/u-1/volumes/c/sub/p.yaml"],
    env: {
      PATH: "/bin",
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
