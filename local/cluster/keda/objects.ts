import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseAllDocuments } from "yaml";
import { loopbackAddress } from "@switchyard/contracts/pod-network";
import { manifestSchema } from "../control-plane/apply-objects";
import type { KubernetesManifest } from "../control-plane/apply-objects";
import { kedaAddresses, metricsServerPorts } from "./addresses";
import { kedaNamespace, metricsServerService } from "./certificates";

/** KEDA's own identity and rights, from its module's folders. */
export function readObjects(folders: readonly string[]): readonly KubernetesManifest[] {
  return folders.flatMap((folder) =>
    readdirSync(folder)
      .sort()
      .flatMap((name) => parseObjects(readFileSync(path.join(folder, name), "utf8"))),
  );
}

/** The objects in a YAML text. */
export function parseObjects(text: string): readonly KubernetesManifest[] {
  return parseAllDocuments(text).map((document) => manifestSchema.parse(document.toJS()));
}

/** Namespace of KEDA. */
export const kedaNamespaceObject: KubernetesManifest = {
  apiVersion: "v1",
  kind: "Namespace",
  metadata: { name: kedaNamespace },
};

/**
 * How the API server finds the metrics server, to which it forwards the external metrics API: by a name that is the
 * address, because the API server runs on the host and has no access to the pod network.
 */
export function metricsApiObjects(slot: number, authorityPem: string): readonly KubernetesManifest[] {
  const service = {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: metricsServerService, namespace: kedaNamespace },
    spec: { type: "ExternalName", externalName: loopbackAddress(kedaAddresses(slot).metricsServer) },
  };
  const apiService = {
    apiVersion: "apiregistration.k8s.io/v1",
    kind: "APIService",
    metadata: { name: metricsApiService },
    spec: {
      group: "external.metrics.k8s.io",
      version: "v1beta1",
      groupPriorityMinimum: 100,
      versionPriority: 100,
      caBundle: Buffer.from(authorityPem).toString("base64"),
      service: {
        name: metricsServerService,
        namespace: kedaNamespace,
        port: metricsServerPorts.api,
      },
    },
  };
  return [service, apiService];
}

/** Name under which the external metrics API is registered. */
export const metricsApiService = "v1beta1.external.metrics.k8s.io";
