import { isSecret } from "@pulumi/pulumi";
import type { Output, ProviderResource } from "@pulumi/pulumi";
import { parse } from "yaml";
import { GkeCluster } from "../../../../components/gke/cluster/gke-cluster.pulumi";
import type { GkeClusterArgs } from "../../../../components/gke/cluster/gke-cluster.pulumi";
import { Network } from "../../../../components/gke/network/network.pulumi";
import { resolveGkeCluster } from "../../../../components/gke/cluster/cluster";
import { networkDefaults } from "../../../../components/gke/network/network";
import type { GkeClusterProps } from "../../../../components/gke/cluster/cluster";
import { declarationOf, madeOnGoogle, recordCloud } from "../../../support/google-cloud";

const zone = "europe-west4-a";
const email = "demo-nodes@my-project.iam.gserviceaccount.com";
const noNetwork = { network: "n", subnetwork: "s", podsRange: "p", servicesRange: "v", parts: [] };

function argsOf(props: GkeClusterProps, provider: ProviderResource, gpuMetrics = false): GkeClusterArgs {
  const context = { defaultName: "demo", zone, region: "europe-west4", gpuMetrics };
  return {
    ...resolveGkeCluster(props, context),
    ...{ project: "my-project", nodeAccount: email, network: noNetwork, after: [], provider },
  };
}

async function make(props: GkeClusterProps, gpuMetrics = false) {
  const kubeconfigs: Output<string>[] = [];
  const recorded = await recordCloud((provider, record) => {
    const args = argsOf(props, provider, gpuMetrics);
    kubeconfigs.push(new GkeCluster("cluster", args, { transformations: [record] }).kubeconfig);
  });
  const inputs = madeOnGoogle(recorded).get("cluster")?.inputs;
  const [kubeconfig] = kubeconfigs;
  if (inputs === undefined || kubeconfig === undefined) throw new Error("no cluster was made");
  return { recorded, inputs, kubeconfig };
}

async function valueOf<Value>(value: Output<Value>): Promise<unknown> {
  return new Promise((resolve) => {
    value.apply(resolve);
  });
}

const plain = make({});

test("the whole cluster, where nobody says anything", async () => {
  const { inputs } = await plain;

  expect(inputs).toEqual({
    name: "demo",
    location: zone,
    project: "my-project",
    releaseChannel: { channel: "REGULAR" },
    maintenancePolicy: {
      recurringWindow: {
        startTime: "2026-01-10T04:00:00Z",
        endTime: "2026-01-10T20:00:00Z",
        recurrence: "FREQ=WEEKLY;BYDAY=SA",
      },
    },
    network: "n",
    subnetwork: "s",
    networkingMode: "VPC_NATIVE",
    ipAllocationPolicy: { clusterSecondaryRangeName: "p", servicesSecondaryRangeName: "v" },
    privateClusterConfig: { enablePrivateNodes: true },
    datapathProvider: "ADVANCED_DATAPATH",
    gatewayApiConfig: { channel: "CHANNEL_STANDARD" },
    addonsConfig: { httpLoadBalancing: { disabled: false } },
    controlPlaneEndpointsConfig: {
      dnsEndpointConfig: { allowExternalTraffic: true },
      ipEndpointsConfig: { enabled: false },
    },
    masterAuth: { clientCertificateConfig: { issueClientCertificate: false } },
    enableLegacyAbac: false,
    rbacBindingConfig: {
      enableInsecureBindingSystemAuthenticated: false,
      enableInsecureBindingSystemUnauthenticated: false,
    },
    enableShieldedNodes: true,
    workloadIdentityConfig: { workloadPool: "my-project.svc.id.goog" },
    loggingConfig: { enableComponents: ["SYSTEM_COMPONENTS", "WORKLOADS"] },
    monitoringConfig: { enableComponents: ["SYSTEM_COMPONENTS"], managedPrometheus: { enabled: true } },
    removeDefaultNodePool: true,
    initialNodeCount: 1,
    nodeConfig: {
      machineType: "e2-medium",
      diskSizeGb: 20,
      diskType: "pd-balanced",
      serviceAccount: email,
      oauthScopes: ["https://www.googleapis.com/auth/cloud-platform"],
      shieldedInstanceConfig: { enableSecureBoot: true, enableIntegrityMonitoring: true },
      workloadMetadataConfig: { mode: "GKE_METADATA" },
    },
    deletionProtection: true,
  });
});

describe("access to the control plane", () => {
  test("is by the DNS name alone where no network is listed: no address answers", async () => {
    const { inputs, kubeconfig } = await plain;

    expect(inputs).not.toHaveProperty("masterAuthorizedNetworksConfig");
    expect(parse(String(await valueOf(kubeconfig)))).toMatchObject({
      clusters: [{ name: "demo", cluster: { server: "https://gke-1.europe-west4-a.gke.goog" } }],
    });
  });

  test("is by the address alone for listed networks, and not for every machine on Google Cloud", async () => {
    const authorizedNetworks = [{ cidr: "203.0.113.0/24", name: "office" }, { cidr: "198.51.100.7/32" }];
    const { inputs, kubeconfig } = await make({ authorizedNetworks });

    expect(inputs).toMatchObject({
      controlPlaneEndpointsConfig: {
        dnsEndpointConfig: { allowExternalTraffic: false },
        ipEndpointsConfig: { enabled: true },
      },
    });
    expect(inputs["masterAuthorizedNetworksConfig"]).toEqual({
      cidrBlocks: [{ cidrBlock: "203.0.113.0/24", displayName: "office" }, { cidrBlock: "198.51.100.7/32" }],
      gcpPublicCidrsAccessEnabled: false,
    });
    expect(parse(String(await valueOf(kubeconfig)))).toMatchObject({
      clusters: [{ cluster: { server: "https://203.0.113.10", "certificate-authority-data": "Q0E=" } }],
    });
  });

  test("needs a kubeconfig that is a secret", async () => {
    const { kubeconfig } = await plain;

    expect(await isSecret(kubeconfig)).toBe(true);
  });
});

test("a regional cluster has its nodes in the stack's zone all the same", async () => {
  const { inputs } = await make({ location: "region" });

  expect(inputs).toMatchObject({ location: "europe-west4", nodeLocations: [zone] });
  expect((await plain).inputs).not.toHaveProperty("nodeLocations");
});

test("metrics of GPUs are added to those of the system", async () => {
  const { inputs } = await make({}, true);

  expect(inputs["monitoringConfig"]).toEqual({
    enableComponents: ["SYSTEM_COMPONENTS", "DCGM"],
    managedPrometheus: { enabled: true },
  });
});

test("the version is the channel's, or the one that is asked for", async () => {
  expect((await plain).inputs).not.toHaveProperty("minMasterVersion");
  expect((await make({ version: "1.35" })).inputs["minMasterVersion"]).toBe("1.35");
});

test.each(["rapid", "stable"] as const)("the %s channel is GKE's", async (releaseChannel) => {
  const { inputs } = await make({ releaseChannel });

  expect(inputs["releaseChannel"]).toEqual({ channel: releaseChannel.toUpperCase() });
});

test.each([true, false])(
  "protection against deletion, %s, is the engine's and GKE's",
  async (deletionProtection) => {
    const { recorded, inputs } = await make({ deletionProtection });

    expect(inputs["deletionProtection"]).toBe(deletionProtection);
    expect(declarationOf(recorded, "cluster")).toMatchObject({
      parent: "cluster",
      options: {
        protect: deletionProtection,
        ignoreChanges: ["nodeConfig", "initialNodeCount"],
        deleteBeforeReplace: true,
      },
    });
  },
);

test("it comes after the parts of its network that nothing else ties it to", async () => {
  const recorded = await recordCloud((provider, record) => {
    const options = { transformations: [record] };
    const shared = { project: "my-project", provider, after: [] };
    const network = new Network(
      "net",
      { name: "demo", region: "europe-west4", proxySubnet: "10.129.0.0/23", ...networkDefaults, ...shared },
      options,
    );
    const args = { ...argsOf({}, provider), network: network.forCluster, after: [network.vpc] };
    new GkeCluster("cluster", args, options);
  });

  expect(declarationOf(recorded, "cluster").dependsOn).toEqual(["net-vpc", "net-proxies", "net-nat"]);
  expect(madeOnGoogle(recorded).get("cluster")?.inputs).toMatchObject({
    network: "net-vpc-id",
    subnetwork: "net-nodes-id",
    ipAllocationPolicy: { clusterSecondaryRangeName: "pods", servicesSecondaryRangeName: "services" },
  });
});
