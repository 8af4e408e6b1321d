import { z } from "zod";
import { checkedPlatform } from "../../components/gke/checked-platform.pulumi";
import { objectsIn } from "../../components/plan/deployment-plan";
import type { Manifest } from "../../components/plan/manifest";
import { checkStackConfig } from "../../infra/load-stack";
import type { LoadedStack } from "../../infra/load-stack";
import type { RawConfig } from "../../infra/stack-file";
import type { NodePool } from "@switchyard/contracts/node-pool";
import { runningNodePools } from "@switchyard/simulated-gcp/node-pools-file";
import { clusterId, Simulation, types } from "@switchyard/simulated-gcp/test/simulation";
import { madeOnGoogle, recordCloud } from "./google-cloud";

/** A model server's pod and a pool whose nodes it is for. */
export interface PodAndPool {
  /** `<stack>-<accelerator>`, which the pod and the pool are called. */
  readonly name: string;
  readonly pod: Manifest;
  readonly pool: NodePool;
}

const deployment = z.object({
  spec: z.object({ template: z.object({ metadata: z.looseObject({}), spec: z.looseObject({}) }) }),
});

/**
 * Pods as the product's charts render them, and nodes as the simulated Google Cloud makes them of the pools that the
 * product's components declare: nothing here says which goes with which but the accelerator's name.
 * @param stacks configurations by name; each model is called `acme/<accelerator>`.
 */
export async function podsAndPools(
  stacks: Readonly<Record<string, RawConfig>>,
  namespace: string,
): Promise<readonly PodAndPool[]> {
  const simulation = await Simulation.withCluster();
  const found: PodAndPool[] = [];
  for (const [stack, config] of Object.entries(stacks)) {
    const loaded = checkStackConfig(stack, config);
    for (const [accelerator, inputs] of await poolInputs(loaded)) {
      const name = `${stack}-${accelerator}`;
      const place = { name, cluster: clusterId, location: "europe-west4-a", project: "my-project" };
      await simulation.create("pool", { ...inputs, ...place });
      const pool = runningNodePools(simulation.cloudState()).find((one) => one.name === name);
      if (pool === undefined) throw new Error(`there is no pool ${name}`);
      found.push({ name, pool, pod: podOf(loaded, accelerator, name, namespace) });
    }
  }
  simulation.remove();
  return found;
}

/** What the components declare of the pools of a stack, by accelerator. */
async function poolInputs({ spec: { target } }: LoadedStack) {
  if (target.kind !== "new") throw new Error("the stack was to make its cluster");
  const recorded = await recordCloud((provider) => {
    checkedPlatform("gke", target, { project: "my-project", provider });
  });
  const pools = [...madeOnGoogle(recorded).values()].filter(({ type }) => type === types.pool);
  return pools
    .map(({ inputs }) => [z.string().parse(inputs["name"]), withNodeAccount(inputs)] as const)
    .filter(([name]) => name !== "system");
}

/** The account that the simulation's cluster has. */
function withNodeAccount(inputs: Readonly<Record<string, unknown>>) {
  const nodeConfig = z.looseObject({}).parse(inputs["nodeConfig"]);
  const serviceAccount = "gke-nodes@my-project.iam.gserviceaccount.com";
  return { ...inputs, nodeConfig: { ...nodeConfig, serviceAccount } };
}

function podOf({ plan }: LoadedStack, accelerator: string, name: string, namespace: string): Manifest {
  const server = objectsIn(plan).find(({ id }) => id === `${accelerator}/model-server`);
  const { template } = deployment.parse(server?.manifest).spec;
  const metadata = { ...template.metadata, name, namespace };
  return { apiVersion: "v1", kind: "Pod", metadata, spec: template.spec };
}
