import { KubernetesObjectApi, PatchStrategy } from "@kubernetes/client-node";
import type { KubeConfig } from "@kubernetes/client-node";
import { z } from "zod";
import { fieldManager } from "../field-manager";

export const manifestSchema = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string() }),
});

/** An object of Kubernetes. */
export type KubernetesManifest = z.infer<typeof manifestSchema>;

/** Applies objects that belong to the laptop cluster and to no stack, one after the other. */
export async function applyObjects(
  config: KubeConfig,
  objects: readonly KubernetesManifest[],
): Promise<void> {
  const client = KubernetesObjectApi.makeApiClient(config);
  for (const object of objects)
    await client.patch(object, undefined, undefined, fieldManager, true, PatchStrategy.ServerSideApply);
}
