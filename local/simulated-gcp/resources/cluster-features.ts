import { z } from "zod";
import { cidrRange } from "../cidr";
import { maintenancePolicy } from "./maintenance-policy";
import { enabledBlock } from "./patterns";

const disabledBlock = z.strictObject({ disabled: z.boolean() });

const metricSources = z.enum(
  (
    "SYSTEM_COMPONENTS APISERVER SCHEDULER CONTROLLER_MANAGER STORAGE HPA POD DAEMONSET DEPLOYMENT " +
    "STATEFULSET KUBELET CADVISOR DCGM JOBSET"
  ).split(" "),
);

const logSources = z.enum(
  "SYSTEM_COMPONENTS APISERVER CONTROLLER_MANAGER SCHEDULER WORKLOADS KCP_CONNECTION KCP_SSHD KCP_HPA".split(
    " ",
  ),
);

const networking = {
  networkingMode: z.enum(["VPC_NATIVE", "ROUTES"]).optional(),
  datapathProvider: z.enum(["LEGACY_DATAPATH", "ADVANCED_DATAPATH"]).optional(),
  ipAllocationPolicy: z
    .strictObject({
      clusterSecondaryRangeName: z.string().optional(),
      servicesSecondaryRangeName: z.string().optional(),
      stackType: z.enum(["IPV4", "IPV4_IPV6"]).optional(),
    })
    .optional(),
  privateClusterConfig: z
    .strictObject({
      enablePrivateNodes: z.boolean().optional(),
      enablePrivateEndpoint: z.boolean().optional(),
      masterIpv4CidrBlock: cidrRange.optional(),
      masterGlobalAccessConfig: enabledBlock.optional(),
    })
    .optional(),
  defaultMaxPodsPerNode: z.number().int().min(8).max(256).optional(),
  dnsConfig: z
    .strictObject({
      clusterDns: z.enum(["PROVIDER_UNSPECIFIED", "PLATFORM_DEFAULT", "CLOUD_DNS", "KUBE_DNS"]).optional(),
      clusterDnsScope: z.enum(["DNS_SCOPE_UNSPECIFIED", "CLUSTER_SCOPE", "VPC_SCOPE"]).optional(),
      clusterDnsDomain: z.string().optional(),
    })
    .optional(),
  gatewayApiConfig: z
    .strictObject({ channel: z.enum(["CHANNEL_DISABLED", "CHANNEL_EXPERIMENTAL", "CHANNEL_STANDARD"]) })
    .optional(),
};

const access = {
  controlPlaneEndpointsConfig: z
    .strictObject({
      dnsEndpointConfig: z.strictObject({ allowExternalTraffic: z.boolean().optional() }).optional(),
      ipEndpointsConfig: z.strictObject({ enabled: z.boolean().optional() }).optional(),
    })
    .optional(),
  masterAuthorizedNetworksConfig: z
    .strictObject({
      cidrBlocks: z
        .array(z.strictObject({ cidrBlock: cidrRange, displayName: z.string().optional() }))
        .optional(),
      gcpPublicCidrsAccessEnabled: z.boolean().optional(),
      privateEndpointEnforcementEnabled: z.boolean().optional(),
    })
    .optional(),
  masterAuth: z
    .strictObject({
      clientCertificateConfig: z.strictObject({ issueClientCertificate: z.boolean() }),
    })
    .optional(),
  enableLegacyAbac: z.boolean().optional(),
  rbacBindingConfig: z
    .strictObject({
      enableInsecureBindingSystemAuthenticated: z.boolean().optional(),
      enableInsecureBindingSystemUnauthenticated: z.boolean().optional(),
    })
    .optional(),
  workloadIdentityConfig: z.strictObject({ workloadPool: z.string().optional() }).optional(),
  enableShieldedNodes: z.boolean().optional(),
  enableIntranodeVisibility: z.boolean().optional(),
  securityPostureConfig: z
    .strictObject({
      mode: z.enum(["DISABLED", "BASIC", "ENTERPRISE"]).optional(),
      vulnerabilityMode: z
        .enum(["VULNERABILITY_DISABLED", "VULNERABILITY_BASIC", "VULNERABILITY_ENTERPRISE"])
        .optional(),
    })
    .optional(),
};

const operations = {
  releaseChannel: z
    .strictObject({ channel: z.enum(["UNSPECIFIED", "RAPID", "REGULAR", "STABLE", "EXTENDED"]) })
    .optional(),
  monitoringConfig: z
    .strictObject({
      enableComponents: z.array(metricSources).optional(),
      managedPrometheus: enabledBlock.optional(),
    })
    .optional(),
  loggingConfig: z.strictObject({ enableComponents: z.array(logSources) }).optional(),
  maintenancePolicy: maintenancePolicy.optional(),
  costManagementConfig: enabledBlock.optional(),
  verticalPodAutoscaling: enabledBlock.optional(),
  clusterAutoscaling: z
    .strictObject({
      enabled: z.boolean().optional(),
      autoscalingProfile: z.enum(["BALANCED", "OPTIMIZE_UTILIZATION"]).optional(),
    })
    .optional(),
  addonsConfig: z
    .strictObject({
      httpLoadBalancing: disabledBlock.optional(),
      horizontalPodAutoscaling: disabledBlock.optional(),
      networkPolicyConfig: disabledBlock.optional(),
      dnsCacheConfig: enabledBlock.optional(),
      gcePersistentDiskCsiDriverConfig: enabledBlock.optional(),
      gcsFuseCsiDriverConfig: enabledBlock.optional(),
    })
    .optional(),
};

/** Fields of a cluster that are blocks of switches. */
export const clusterFeatures = { ...networking, ...access, ...operations };
