import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { checkInputs } from "../check-inputs";
import type { CheckFailure } from "../check-inputs";
import { Cloud } from "../cloud";
import { simulatedGcpFiles, writeJson } from "../files";
import type { SimulatedGcpFiles } from "../files";
import type { Properties } from "../protocol/values";
import { Provider } from "../provider";
import type { ResourceState } from "../provider";
import { kindOf } from "../resources/kinds";
import { writeSettings } from "../settings";
import type { SimulatedGcpOptions } from "../settings";
import { parseOperations } from "../state/operations";
import type { Fault } from "../state/faults";
import type { CloudState } from "../cloud-state";

/** Types by short names, as tests use them. */
export const types = {
  service: "gcp:projects/service:Service",
  network: "gcp:compute/network:Network",
  subnetwork: "gcp:compute/subnetwork:Subnetwork",
  router: "gcp:compute/router:Router",
  nat: "gcp:compute/routerNat:RouterNat",
  account: "gcp:serviceaccount/account:Account",
  member: "gcp:projects/iAMMember:IAMMember",
  cluster: "gcp:container/cluster:Cluster",
  pool: "gcp:container/nodePool:NodePool",
} as const;

export type ShortType = keyof typeof types;

export const place = { project: "my-project", region: "europe-west4", zone: "europe-west4-a" };
export const clusterId = "projects/my-project/locations/europe-west4-a/clusters/c";
export const nodesEmail = "gke-nodes@my-project.iam.gserviceaccount.com";

/** Inputs of a network, a cluster and a system pool, as our components make them. */
export const inputs = {
  network: { name: "n", autoCreateSubnetworks: false },
  nodes: {
    name: "nodes",
    network: "projects/my-project/global/networks/n",
    ipCidrRange: "10.0.0.0/20",
    secondaryIpRanges: [
      { rangeName: "pods", ipCidrRange: "10.4.0.0/14" },
      { rangeName: "services", ipCidrRange: "10.8.0.0/20" },
    ],
    privateIpGoogleAccess: true,
  },
  proxies: {
    name: "proxies",
    network: "n",
    ipCidrRange: "10.129.0.0/23",
    purpose: "REGIONAL_MANAGED_PROXY",
    role: "ACTIVE",
  },
  router: { name: "r", network: "n" },
  nat: {
    name: "nat",
    router: "r",
    natIpAllocateOption: "AUTO_ONLY",
    sourceSubnetworkIpRangesToNat: "ALL_SUBNETWORKS_ALL_IP_RANGES",
  },
  account: { accountId: "gke-nodes" },
  cluster: {
    name: "c",
    location: "europe-west4-a",
    network: "projects/my-project/global/networks/n",
    subnetwork: "projects/my-project/regions/europe-west4/subnetworks/nodes",
    ipAllocationPolicy: { clusterSecondaryRangeName: "pods", servicesSecondaryRangeName: "services" },
    removeDefaultNodePool: true,
    initialNodeCount: 1,
    deletionProtection: false,
    nodeConfig: { serviceAccount: nodesEmail },
  },
  system: {
    name: "system",
    cluster: clusterId,
    location: "europe-west4-a",
    initialNodeCount: 2,
    autoscaling: { minNodeCount: 2, maxNodeCount: 4 },
    nodeConfig: { machineType: "e2-standard-4", serviceAccount: nodesEmail },
  },
} satisfies Record<string, Properties>;

const apis = ["compute", "container", "iam", "cloudresourcemanager"];

/** A simulated Google Cloud in a folder of its own, and a provider that works on it. */
export class Simulation {
  public readonly dir = mkdtempSync(path.join(os.tmpdir(), "switchyard-gcp-"));
  public readonly files: SimulatedGcpFiles = simulatedGcpFiles(this.dir);
  public readonly cloud = new Cloud(this.dir);
  public readonly provider = new Provider(this.cloud, place);

  public constructor(options: Partial<SimulatedGcpOptions> = {}) {
    const caFile = path.join(this.dir, "ca.pem");
    writeFileSync(caFile, "CERTIFICATE\n");
    const apiServer = { port: 26101, caFile, kubeconfig: path.join(this.dir, "kubeconfig") };
    writeSettings(this.dir, { project: "my-project", apiServer, ...options });
  }

  /** All that our components make, up to the system pool. */
  public static async withCluster(options: Partial<SimulatedGcpOptions> = {}): Promise<Simulation> {
    const simulation = new Simulation(options);
    await simulation.enableApis();
    await simulation.create("network", inputs.network);
    await simulation.create("subnetwork", inputs.nodes);
    await simulation.create("account", inputs.account);
    await simulation.create("cluster", inputs.cluster);
    await simulation.create("pool", inputs.system);
    return simulation;
  }

  public async enableApis(): Promise<void> {
    for (const api of apis) await this.create("service", { service: `${api}.googleapis.com` });
  }

  /** What is wrong with inputs before anything is asked of the cloud. */
  public check(type: ShortType, given: Properties): readonly CheckFailure[] {
    return checkInputs(kindOf(types[type]), given);
  }

  public create(type: ShortType, given: Properties): Promise<ResourceState> {
    const failures = this.check(type, given);
    if (failures.length > 0) throw new Error(`these inputs never get so far: ${JSON.stringify(failures)}`);
    return this.provider.create(target(type), given);
  }

  public update(type: ShortType, id: string, given: Properties): Promise<ResourceState> {
    return this.provider.update(target(type), id, given);
  }

  public read(type: ShortType, id: string): Promise<ResourceState | undefined> {
    return this.provider.read(target(type), id);
  }

  public delete(type: ShortType, id: string): Promise<void> {
    return this.provider.delete(target(type), id);
  }

  public cloudState(): CloudState {
    return this.cloud.cloudState(place);
  }

  public setFaults(...faults: readonly Fault[]): void {
    writeJson(this.files.faults, faults);
  }

  /** The journal, as `begin create c`. */
  public journal(): readonly string[] {
    const entries = parseOperations(readFileSync(this.files.operations, "utf8"));
    return entries.map(({ phase, call, name, error }) =>
      [phase, call, name, ...(error === undefined ? [] : [`(${error})`])].join(" "),
    );
  }

  public remove(): void {
    rmSync(this.dir, { recursive: true });
  }
}

function target(type: ShortType) {
  return { type: types[type], urn: `urn:pulumi:s::p::${types[type]}::x` };
}
