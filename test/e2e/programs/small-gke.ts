/** A network, a cluster and a pool by the real SDK, without our components: what the simulated Google Cloud is tried with. */
import { Network } from "@pulumi/gcp/compute/network";
import { Subnetwork } from "@pulumi/gcp/compute/subnetwork";
import { Cluster } from "@pulumi/gcp/container/cluster";
import { getClusterOutput } from "@pulumi/gcp/container/getCluster";
import { NodePool } from "@pulumi/gcp/container/nodePool";
import { Service } from "@pulumi/gcp/projects/service";
import { Provider } from "@pulumi/gcp/provider";
import { Account } from "@pulumi/gcp/serviceaccount/account";
import { z } from "zod";

const optionsSchema = z.object({ maxNodes: z.number(), spot: z.boolean(), typo: z.boolean() });

/** What a test changes from one update to the next. */
export type SmallGkeOptions = z.infer<typeof optionsSchema>;

/** Called by the engine. */
export function program(): object {
  const options = optionsSchema.parse(JSON.parse(process.env["PROGRAM_OPTIONS"] ?? "{}"));
  // The SDK drops what it does not know, but not within a block.
  const wrong = options.typo ? { diskSize: 50 } : {};
  const provider = new Provider("gcp", { project: "my-project", region: "europe-west4" });
  const apis = ["compute", "container", "iam"].map(
    (name) => new Service(name, { service: `${name}.googleapis.com` }, { provider }),
  );
  const after = { provider, dependsOn: apis };
  const { email: serviceAccount } = new Account("account", { accountId: "gke-nodes" }, after);
  const network = new Network("network", { name: "n", autoCreateSubnetworks: false }, after);
  const cluster = new Cluster(
    "cluster",
    {
      ...{ name: "c", location: "europe-west4-a", initialNodeCount: 1, deletionProtection: false },
      ...{ network: network.id, subnetwork: nodesIn(network, provider).id, nodeConfig: { serviceAccount } },
    },
    after,
  );
  new NodePool(
    "pool",
    {
      ...{ name: "system", cluster: cluster.id, location: "europe-west4-a" },
      autoscaling: { minNodeCount: 1, maxNodeCount: options.maxNodes },
      nodeConfig: { machineType: "e2-standard-4", serviceAccount, spot: options.spot, ...wrong },
    },
    { provider, deleteBeforeReplace: true },
  );
  const found = getClusterOutput({ name: cluster.name, location: "europe-west4-a" }, { provider });
  return { endpoint: cluster.endpoint, found: found.endpoint };
}

function nodesIn(network: Network, provider: Provider): Subnetwork {
  // Its name is left to the provider.
  return new Subnetwork("nodes", { network: network.id, ipCidrRange: "10.0.0.0/20" }, { provider });
}
