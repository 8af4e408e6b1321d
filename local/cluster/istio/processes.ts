import type { ProcessSpec } from "@switchyard/process/managed-process";
import type { Istio } from "@switchyard/toolchain/istio";
import type { ClusterPorts } from "../settings";
import type { IstioFiles } from "./files";
import { istioNamespace } from "./names";

/** The processes of Istio, in the order of their start; Envoy is a child of the second one. */
export const istioProcesses = ["istiod", "istio-gateway"] as const;

/** istiod: reads the cluster, reports in the statuses, and sends the Gateway's proxy its configuration. */
export function istiodProcess(
  { istiod }: Istio,
  ports: Pick<ClusterPorts, "istiodHttp" | "istiodGrpc">,
  files: IstioFiles,
): ProcessSpec {
  return {
    name: istioProcesses[0],
    command: istiod,
    args: [
      `-kubeconfig=${files.kubeconfig}`,
      `-meshConfig=${files.meshConfig}`,
      `-httpAddr=127.0.0.1:${ports.istiodHttp}`,
      `-grpcAddr=127.0.0.1:${ports.istiodGrpc}`,
    ],
    env: environment,
    cwd: files.dir,
  };
}

/** Variables of istiod: istio/istio pilot/pkg/features and pilot/pkg/bootstrap @ eed52ebb66ad. */
const environment: Readonly<Record<string, string>> = {
  POD_NAME: "istiod",
  POD_NAMESPACE: istioNamespace,
  ENABLE_GATEWAY_API_INFERENCE_EXTENSION: "true",
  // The laptop starts the Gateway's proxy itself.
  PILOT_ENABLE_GATEWAY_API_DEPLOYMENT_CONTROLLER: "false",
  // Filters that upstream Envoy does not have.
  PILOT_ENABLE_ALPN_FILTER: "false",
  PILOT_ENABLE_METADATA_EXCHANGE: "false",
  // Nothing in the cluster has Istio's certificates or sidecars.
  ENABLE_CA_SERVER: "false",
  PILOT_CERT_PROVIDER: "none",
  INJECTION_WEBHOOK_CONFIG_NAME: "",
  VALIDATION_WEBHOOK_CONFIG_NAME: "",
  PILOT_ENABLE_IP_AUTOALLOCATE: "false",
  // A cluster has one istiod.
  ENABLE_LEADER_ELECTION: "false",
};
