import { readFileSync } from "node:fs";
import type { Properties } from "../protocol/values";
import type { SimulatedGcpSettings } from "../settings";
import type { ClusterFields } from "./cluster-fields";

/** How the control plane is reached: all that a cluster tells of it. */
export function clusterAccess(fields: ClusterFields, { apiServer }: SimulatedGcpSettings): Properties {
  const { dnsEndpointConfig, ipEndpointsConfig } = fields.controlPlaneEndpointsConfig ?? {};
  const ipEnabled = ipEndpointsConfig?.enabled ?? true;
  return {
    // Nothing answers there when it is switched off, and a program that uses it all the same has to fail.
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
        // Not `localhost`: the certificate that the API server makes for itself names its address alone.
        endpoint: `127.0.0.1:${apiServer.port}`,
      },
      ipEndpointsConfig: { enabled: ipEnabled },
    },
  };
}
