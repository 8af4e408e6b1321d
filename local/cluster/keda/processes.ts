import type { ProcessSpec } from "@switchyard/process/managed-process";
import type { Keda } from "@switchyard/toolchain/keda";
import { kedaAddresses, metricsServerPorts, operatorPorts } from "./addresses";
import { kedaNamespace } from "./certificates";
import type { KedaFiles } from "./files";

/** The processes of KEDA, in the order of their start. */
export const kedaProcesses = ["keda-operator", "keda-metrics-apiserver"] as const;

/** KEDA's operator: watches ScaledObjects, and scales between 0 and 1 by itself. */
export function operatorProcess({ operator }: Keda, slot: number, files: KedaFiles): ProcessSpec {
  return {
    name: "keda-operator",
    command: operator,
    args: [
      `--health-probe-bind-address=:${operatorPorts.health}`,
      `--metrics-service-bind-address=:${operatorPorts.metrics}`,
      "--enable-prometheus-metrics=false",
      `--cert-dir=${files.certDir}`,
      `--ca-dir=${files.certDir}`,
      "--zap-encoder=console",
      "--zap-time-encoding=rfc3339",
    ],
    env: environment(files, "keda-operator", kedaAddresses(slot).operator),
    cwd: files.dir,
  };
}

/** KEDA's metrics server: gives the controller manager the metrics for scaling between 1 and more. */
export function metricsServerProcess({ metricsServer }: Keda, slot: number, files: KedaFiles): ProcessSpec {
  const addresses = kedaAddresses(slot);
  return {
    name: "keda-metrics-apiserver",
    command: metricsServer,
    args: [
      `--secure-port=${metricsServerPorts.api}`,
      `--port=${metricsServerPorts.ownMetrics}`,
      `--metrics-service-address=${addresses.operator}:${operatorPorts.metrics}`,
      `--cert-dir=${files.certDir}`,
      `--tls-cert-file=${files.certificate}`,
      `--tls-private-key-file=${files.key}`,
      `--client-ca-file=${files.authority}`,
      `--lister-kubeconfig=${files.kubeconfig}`,
      `--authentication-kubeconfig=${files.kubeconfig}`,
      `--authorization-kubeconfig=${files.kubeconfig}`,
      "--zap-encoder=console",
      "--zap-time-encoding=rfc3339",
    ],
    env: environment(files, "keda-metrics-apiserver", addresses.metricsServer),
    cwd: files.dir,
  };
}

/** The environment of a KEDA pod, and the pod network (tools/podnet). */
function environment({ kubeconfig }: KedaFiles, name: string, address: string): Record<string, string> {
  return {
    KUBECONFIG: kubeconfig,
    POD_NAME: name,
    POD_NAMESPACE: kedaNamespace,
    KEDA_CLUSTER_OBJECT_NAMESPACE: kedaNamespace,
    WATCH_NAMESPACE: "",
    SWITCHYARD_POD_IP: address,
    // A user's proxy cannot reach pods.
    NO_PROXY: "*",
    no_proxy: "*",
  };
}
