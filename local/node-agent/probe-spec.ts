import type { V1Container, V1Probe } from "@kubernetes/client-node";
import { loopbackAddress } from "@switchyard/contracts/pod-network";
import type { ProbeThresholds } from "./probe-state";

/** A probe's action, with port names resolved to numbers. */
export type ProbeAction =
  | { readonly kind: "http"; readonly url: string; readonly headers: Readonly<Record<string, string>> }
  | { readonly kind: "tcp"; readonly host: string; readonly port: number }
  | { readonly kind: "grpc"; readonly host: string; readonly port: number; readonly service: string }
  | { readonly kind: "unsupported"; readonly message: string };

/** A probe with every default filled. */
export interface ProbeSpec {
  readonly action: ProbeAction;
  readonly initialDelaySec: number;
  readonly periodSec: number;
  readonly timeoutSec: number;
  readonly thresholds: ProbeThresholds;
}

/** The probe that is run for a pod at `podIp`, whose processes listen on the loopback form of that address. */
export function probeSpec(probe: V1Probe, container: V1Container, podIp: string): ProbeSpec {
  return {
    action: probeAction(probe, container, loopbackAddress(podIp)),
    initialDelaySec: probe.initialDelaySeconds ?? 0,
    periodSec: probe.periodSeconds ?? 10,
    timeoutSec: probe.timeoutSeconds ?? 1,
    thresholds: { success: probe.successThreshold ?? 1, failure: probe.failureThreshold ?? 3 },
  };
}

function probeAction(probe: V1Probe, container: V1Container, address: string): ProbeAction {
  if (probe.httpGet) {
    const { host, path, port, scheme, httpHeaders } = probe.httpGet;
    const base = `${(scheme ?? "HTTP").toLowerCase()}://${host ?? address}:${portNumber(port, container)}`;
    const headers = (httpHeaders ?? []).map((header) => [header.name, header.value] as const);
    return {
      kind: "http",
      url: `${base}/${(path ?? "/").replace(/^\//, "")}`,
      headers: Object.fromEntries(headers),
    };
  }
  if (probe.tcpSocket) {
    const { host, port } = probe.tcpSocket;
    return { kind: "tcp", host: host ?? address, port: portNumber(port, container) };
  }
  if (probe.grpc)
    return { kind: "grpc", host: address, port: probe.grpc.port, service: probe.grpc.service ?? "" };
  return {
    kind: "unsupported",
    message: "exec probes cannot be run on a laptop; use httpGet, tcpSocket or grpc",
  };
}

/** Ports are numbers, or names of the container's ports. */
function portNumber(port: number | string, container: V1Container): number {
  const named = container.ports?.find((one) => one.name === port);
  return named?.containerPort ?? Number(port);
}
