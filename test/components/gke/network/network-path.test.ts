import {
  isNetworkPath,
  isSubnetworkPath,
  projectOfPath,
  regionOfSubnetwork,
  withoutApi,
} from "../../../../components/gke/network/network-path";

const network = "projects/my-host/global/networks/shared-vpc";
const subnetwork = "projects/my-host/regions/us-central1/subnetworks/gke-nodes";

test.each([
  "vpc",
  network,
  `https://www.googleapis.com/compute/v1/${network}`,
  network.replace("my-host", "example.com:my-host"),
])("%s is a network", (link) => {
  expect(isNetworkPath(link)).toBe(true);
});

test.each([
  "",
  "Vpc",
  "a/b",
  subnetwork,
  `https://example.com/${network}`,
  `${network}/more`,
  "projects/x/global/networks/y",
])("%j is none", (link) => {
  expect(isNetworkPath(link)).toBe(false);
});

test.each(["nodes", subnetwork, `https://compute.googleapis.com/compute/v1/${subnetwork}`])(
  "%s is a subnetwork",
  (link) => {
    expect(isSubnetworkPath(link)).toBe(true);
  },
);

test.each([network, subnetwork.replace("us-central1", "us-central1-a"), `${subnetwork}x/`])(
  "%s is none",
  (link) => {
    expect(isSubnetworkPath(link)).toBe(false);
  },
);

test("a path says its project and region, a name neither", () => {
  const link = `https://www.googleapis.com/compute/v1/${subnetwork}`;

  expect([withoutApi(link), projectOfPath(link), regionOfSubnetwork(link)]).toEqual([
    subnetwork,
    "my-host",
    "us-central1",
  ]);
  expect([withoutApi("nodes"), projectOfPath("nodes"), regionOfSubnetwork("nodes")]).toEqual([
    "nodes",
    undefined,
    undefined,
  ]);
});
