import { Network } from "../../../../components/gke/network/network.pulumi";
import type { ClusterNetwork } from "../../../../components/gke/network/network.pulumi";
import { ProjectServices } from "../../../../components/gke/cluster/project-services.pulumi";
import { output } from "@pulumi/pulumi";
import { declarationOf, madeOnGoogle, recordCloud } from "../../../support/google-cloud";

const spec = {
  name: "demo",
  region: "europe-west4",
  nodes: "10.0.0.0/20",
  pods: "10.4.0.0/14",
  services: "10.8.0.0/20",
  proxySubnet: "10.129.0.0/23",
};

const used: ClusterNetwork[] = [];

const recording = recordCloud((provider, record) => {
  const shared = { project: "my-project", provider };
  const options = { transformations: [record] };
  const { services } = new ProjectServices("apis", shared, options);
  used.push(new Network("net", { ...spec, ...shared, after: services.slice(0, 2) }, options).forCluster);
});

const place = { project: "my-project", region: "europe-west4" };

test("a new network, with a subnet for nodes, pods and Services, one for proxies, and NAT", async () => {
  const made = [...madeOnGoogle(await recording).values()].filter(({ name }) => name.startsWith("net-"));

  // Parts that do not wait for each other are made in any order.
  expect(new Set(made.map(({ type, name, inputs }) => [type, name, inputs]))).toEqual(
    new Set([
      [
        "gcp:compute/network:Network",
        "net-vpc",
        { name: "demo", project: "my-project", autoCreateSubnetworks: false },
      ],
      [
        "gcp:compute/subnetwork:Subnetwork",
        "net-nodes",
        {
          ...place,
          name: "demo-nodes",
          network: "net-vpc-id",
          ipCidrRange: "10.0.0.0/20",
          secondaryIpRanges: [
            { rangeName: "pods", ipCidrRange: "10.4.0.0/14" },
            { rangeName: "services", ipCidrRange: "10.8.0.0/20" },
          ],
          privateIpGoogleAccess: true,
        },
      ],
      [
        "gcp:compute/subnetwork:Subnetwork",
        "net-proxies",
        {
          ...place,
          name: "demo-proxies",
          network: "net-vpc-id",
          ipCidrRange: "10.129.0.0/23",
          purpose: "REGIONAL_MANAGED_PROXY",
          role: "ACTIVE",
        },
      ],
      ["gcp:compute/router:Router", "net-router", { ...place, name: "demo-router", network: "net-vpc-id" }],
      [
        "gcp:compute/routerNat:RouterNat",
        "net-nat",
        {
          ...place,
          name: "demo-nat",
          router: "demo-router",
          natIpAllocateOption: "AUTO_ONLY",
          sourceSubnetworkIpRangesToNat: "ALL_SUBNETWORKS_ALL_IP_RANGES",
        },
      ],
    ]),
  );
});

test("the network waits for the APIs, and each part for the network alone", async () => {
  const recorded = await recording;

  expect(declarationOf(recorded, "net-vpc")).toMatchObject({
    parent: "net",
    dependsOn: ["apis-cloudresourcemanager", "apis-compute"],
  });
  for (const name of ["net-nodes", "net-proxies", "net-router", "net-nat"])
    expect(declarationOf(recorded, name)).toMatchObject({ parent: "net", dependsOn: [] });
});

test("nothing is made beside what it replaces, whose name and ranges it has", async () => {
  const recorded = await recording;
  const own = recorded.declared.filter(({ name }) => name.startsWith("net-"));

  expect(own).toHaveLength(5);
  expect(own.filter(({ options }) => options.deleteBeforeReplace !== true)).toEqual([]);
});

test("a cluster uses the nodes' subnet and its ranges", async () => {
  await recording;
  const [network] = used;
  const ids = await new Promise((resolve) => {
    output([network?.network, network?.subnetwork]).apply(resolve);
  });

  expect(ids).toEqual(["net-vpc-id", "net-nodes-id"]);
  expect(network).toMatchObject({ podsRange: "pods", servicesRange: "services" });
});
