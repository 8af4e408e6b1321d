import { setTimeout as sleep } from "node:timers/promises";
import {
  ApiextensionsV1Api,
  CustomObjectsApi,
  PatchStrategy,
  setHeaderOptions,
} from "@kubernetes/client-node";
import type { V1CustomResourceDefinition } from "@kubernetes/client-node";
import { fieldManager } from "../field-manager";
import { readKubeconfig } from "@switchyard/contracts/read-kubeconfig";
import { UserError } from "@switchyard/process/user-error";
import { readyTimeoutMs } from "./readiness";
import { annotated, outdatedDefinitions, unestablished } from "./resource-definitions";
import type { DefinitionSource } from "./resource-definitions";

const definitions = {
  group: "apiextensions.k8s.io",
  version: "v1",
  plural: "customresourcedefinitions",
} as const;

/**
 * Applies the definitions that changed and waits until the API server serves all of them.
 * @returns how many were applied.
 * @throws UserError when the API server does not serve them in time.
 */
export async function installDefinitions(
  kubeconfigFile: string,
  wanted: readonly DefinitionSource[],
  signal?: AbortSignal,
): Promise<number> {
  const config = readKubeconfig(kubeconfigFile);
  const reader = config.makeApiClient(ApiextensionsV1Api);
  const writer = config.makeApiClient(CustomObjectsApi);
  const list = async () => (await reader.listCustomResourceDefinition()).items;
  const outdated = outdatedDefinitions(wanted, await list());
  signal?.throwIfAborted();
  await Promise.all(
    outdated.map((source) =>
      // Server-side, as some are too large for the annotation that a client-side apply leaves behind. By the client of
      // custom objects, as the typed one drops every `default` and `x-kubernetes-validations` of a schema.
      writer.patchClusterCustomObject(
        { ...definitions, name: source.name, body: annotated(source, new Date()), fieldManager, force: true },
        setHeaderOptions("Content-Type", PatchStrategy.ServerSideApply),
      ),
    ),
  );
  await waitUntilEstablished(wanted, list, signal);
  return outdated.length;
}

async function waitUntilEstablished(
  wanted: readonly DefinitionSource[],
  list: () => Promise<readonly V1CustomResourceDefinition[]>,
  signal: AbortSignal | undefined,
): Promise<void> {
  const deadline = Date.now() + readyTimeoutMs;
  for (;;) {
    const missing = unestablished(wanted, await list());
    if (missing.length === 0) return;
    signal?.throwIfAborted();
    if (Date.now() > deadline)
      throw new UserError(
        `the API server does not serve ${missing.join(", ")} after ${readyTimeoutMs / 1000} s; ` +
          "see `npm run local -- logs kube-apiserver`",
      );
    await sleep(200);
  }
}
