import { CoreV1Api, PatchStrategy, setHeaderOptions } from "@kubernetes/client-node";
import type { SecretReference } from "switchyard/charts";
import { fieldManager } from "../field-manager";
import { readKubeconfig } from "@switchyard/contracts/read-kubeconfig";

const serverSideApply = setHeaderOptions("Content-Type", PatchStrategy.ServerSideApply);

/** Value of every placeholder. No model is loaded on a laptop, so nothing checks it. */
const placeholder = "simulated";

/** Creates Secrets with placeholder values, and their namespaces. The stack can still take over the namespaces. */
export async function applySecrets(
  kubeconfigFile: string,
  secrets: readonly SecretReference[],
): Promise<void> {
  const core = readKubeconfig(kubeconfigFile).makeApiClient(CoreV1Api);
  for (const name of new Set(secrets.map(({ namespace }) => namespace))) {
    const body = { apiVersion: "v1", kind: "Namespace", metadata: { name } };
    await core.patchNamespace({ name, body, fieldManager, force: true }, serverSideApply);
  }
  for (const { namespace, name, keys } of secrets) {
    const data = Object.fromEntries(keys.map((key) => [key, Buffer.from(placeholder).toString("base64")]));
    const body = { apiVersion: "v1", kind: "Secret", metadata: { name, namespace }, data };
    await core.patchNamespacedSecret({ name, namespace, body, fieldManager, force: true }, serverSideApply);
  }
}
