import { existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { ApiServer } from "./api-server";

/** Far longer than a gateway on the same machine takes to stop sending to a pod. */
const shortPreStopSec = 5;
const pollMs = 200;

const name = "short-pre-stop";
const header = { apiVersion: "admissionregistration.k8s.io/v1", metadata: { name } };
const hook = "object.spec.containers[0].?lifecycle.preStop.exec";
const component = "object.metadata.?labels['app.kubernetes.io/component']";

const policy = {
  ...header,
  kind: "MutatingAdmissionPolicy",
  spec: {
    failurePolicy: "Ignore",
    reinvocationPolicy: "Never",
    matchConstraints: {
      resourceRules: [{ apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["pods"] }],
    },
    matchConditions: [
      { name: "model-servers", expression: `${component}.orValue('') == 'model-server'` },
      { name: "that-wait", expression: `${hook}.hasValue()` },
    ],
    mutations: [
      {
        patchType: "JSONPatch",
        jsonPatch: {
          expression:
            `[JSONPatch{op: "replace", path: "/spec/containers/0/lifecycle/preStop/exec/command", ` +
            `value: ["sleep", "${shortPreStopSec}"]}]`,
        },
      },
    ],
  },
};

const binding = { ...header, kind: "MutatingAdmissionPolicyBinding", spec: { policyName: name } };

/**
 * Lets model servers end sooner than the 30 s that GKE's load balancer is given, from as soon as a cluster's API server
 * answers. Pods are changed on their way in, so that the objects of the stack are as the engine made them.
 */
export async function shortenPreStop(kubeconfig: string, ended: AbortSignal): Promise<void> {
  while (!ended.aborted) {
    if (await isApplied(kubeconfig)) return;
    await sleep(pollMs);
  }
}

async function isApplied(kubeconfig: string): Promise<boolean> {
  if (!existsSync(kubeconfig)) return false;
  try {
    const apiServer = await ApiServer.connect(kubeconfig);
    const answers = [await apiServer.apply(policy), await apiServer.apply(binding)];
    return answers.every(({ status }) => status < 300);
  } catch {
    // It does not answer yet.
    return false;
  }
}
