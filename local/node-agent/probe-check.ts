import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { connect } from "node:net";
import { errorMessage } from "@switchyard/process/user-error";
import { checkGrpcHealth } from "./grpc-health";
import type { ProbeSpec } from "./probe-spec";

/**
 * Probes once. Returns undefined on success, otherwise the problem, in a kubelet's words.
 * @param kubeletVersion the kubelet that asks, e.g. "v1.37.2".
 */
export async function checkProbe(spec: ProbeSpec, kubeletVersion: string): Promise<string | undefined> {
  const signal = AbortSignal.timeout(spec.timeoutSec * 1000);
  const { action } = spec;
  try {
    switch (action.kind) {
      case "http":
        return await checkHttp(
          action.url,
          { "user-agent": userAgent(kubeletVersion), ...action.headers },
          signal,
        );
      case "tcp":
        await checkTcp(action.host, action.port, signal);
        return undefined;
      case "grpc":
        await checkGrpcHealth(action.host, action.port, action.service, signal);
        return undefined;
      case "unsupported":
        return action.message;
    }
  } catch (error) {
    if (signal.aborted) return `no answer within ${spec.timeoutSec} s`;
    return errorMessage(error);
  }
}

/** A kubelet sends only its minor version. */
function userAgent(kubeletVersion: string): string {
  return `kube-probe/${kubeletVersion.replace(/^v/, "").split(".").slice(0, 2).join(".")}`;
}

/** Plain requests instead of fetch: a probe must open its own connection and must not check certificates. */
function checkHttp(
  url: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<string | undefined> {
  const request = url.startsWith("https:") ? httpsRequest : httpRequest;
  const options = {
    headers: { connection: "close", ...headers },
    agent: false,
    rejectUnauthorized: false,
    signal,
  };
  return new Promise((resolve, reject) => {
    const probe = request(url, options, (response) => {
      response.resume();
      const status = response.statusCode ?? 0;
      resolve(status >= 200 && status < 400 ? undefined : `HTTP probe failed with statuscode: ${status}`);
    });
    probe.on("error", reject);
    probe.end();
  });
}

function checkTcp(host: string, port: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, signal }, () => {
      socket.destroy();
      resolve();
    });
    socket.on("error", reject);
  });
}
