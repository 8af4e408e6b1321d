import { readFileSync } from "node:fs";
import type { Properties } from "../protocol/values";
import type { SimulatedGcpSettings } from "../settings";
import type { ClusterFields } from "./cluster-fields";

/** Access to the control plane: every output about it. */
export function clusterAccess(fields: ClusterFields, { apiServer }: SimulatedGcpSettings): Properties {
  const { dnsEndpointConfig, ipEndpointsConfig } = fields.controlPlaneEndpointsConfig ?? {};
  const ipEnabled = ipEndpointsConfig?.enabled ?? true;
  return {
    // Nothing answers there when it is disabled, so a program that uses it anyway must fail.
    endpoint: ipEnabled ? `127.0.0.1:${apiServer.port}` : "",
    masterAuth: {
      clientCertificate: "",
      clientKey: "",
      clientCertificateConfig: { issueClientCertificate: false },
      clusterCaCertificate: readFileSync(apiServer.caFile).toString("base64"),
    },
    controlPlaneEndpointsConfig: {
      dnsEndpointConfig: {
        allowExternalTraffic: dnsEndpointConfig?.allowExternalTraffic ?? false,
        // Not `localhost`: the API server's self-signed certificate names only its address.
        endpoint: `127.0.0.1:${apiServer.port}`,
      },
      ipEndpointsConfig: { enabled: ipEnabled },
    },
  };
}
