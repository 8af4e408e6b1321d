/**
 * What a refresh makes of the pools that the product declares: what `test/e2e/simulated-gcp-refresh` tries with the engine.
 */
import { z } from "zod";
import { checkedPlatform } from "../../components/gke/checked-platform.pulumi";
import { resolveGke } from "../../components/gke/gke";
import { systemPods } from "../../components/gke/node-pools/system-pods";
import { isWithin, plannedChanges } from "@switchyard/simulated-gcp/provider-schema/planned-changes";
import { kindOf } from "@switchyard/simulated-gcp/resources/kinds";
import { everyAccelerator, everyPool, everyWay } from "../support/every-pool";
import type { AcceleratorsOf } from "../support/every-pool";
import { declarationOf, madeOnGoogle, recordCloud } from "../support/google-cloud";
import { clusterId, nodesEmail, Simulation, types } from "@switchyard/simulated-gcp/test/simulation";

/** What a pool would change without its `ignoreChanges`, and what of that it does not ignore. */
interface Outcome {
  readonly name: string;
  readonly unasked: readonly string[];
  readonly notIgnored: readonly string[];
}

const outcomes = (async () => {
  const found: Outcome[] = [];
  // One after the other: a program has the engine to itself.
  for (const stage of everyAccelerator) found.push(...(await refreshed(stage)));
  return found;
})();

test("every accelerator is tried, in every way that it is sold", async () => {
  const tried = (await outcomes).map(({ name }) => name).filter((name) => !name.endsWith("-shared"));

  expect(tried.sort()).toEqual([...everyWay].sort());
});

test("nothing that GKE fills in changes a pool", async () => {
  expect((await outcomes).filter(({ notIgnored }) => notIgnored.length > 0)).toEqual([]);
});

test("without being ignored, the Local SSDs would replace the pools of A3 and A2 Ultra, and nothing else any pool", async () => {
  const changed = (await outcomes).filter(({ unasked }) => unasked.length > 0);

  expect([...new Set(changed.flatMap(({ unasked }) => unasked))]).toEqual([
    "nodeConfig.ephemeralStorageLocalSsdConfig",
  ]);
  expect(changed.map(({ name }) => name).sort()).toEqual(
    (await outcomes)
      .map(({ name }) => name)
      .filter((name) => /^nvidia-(h100|a100-80gb)/.test(name))
      .sort(),
  );
});

async function refreshed({ zone, without }: AcceleratorsOf): Promise<readonly Outcome[]> {
  const recorded = await declaredPools({ zone, without });
  const pools = [...madeOnGoogle(recorded).values()].filter(({ type }) => type === types.pool);
  const simulation = await Simulation.withCluster();
  const found: Outcome[] = [];
  for (const { name: resource, inputs } of pools) {
    const given = inPlace(inputs);
    const name = String(inputs["name"]);
    if (name === "system") continue;
    const { outputs } = await simulation.create("pool", given);
    const ignored = z
      .array(z.string())
      .parse(declarationOf(recorded, resource, types.pool).options.ignoreChanges);
    const unasked = plannedChanges(outputs, given, kindOf(types.pool).facts).map(({ path }) => path);
    const notIgnored = unasked.filter((path) => !ignored.some((whole) => isWithin(path, whole)));
    found.push({ name, unasked, notIgnored });
  }
  simulation.remove();
  return found;
}

function declaredPools({ zone, without }: AcceleratorsOf) {
  const spec = resolveGke({
    ...{ stack: "every-pool", zone, proxySubnet: "10.129.0.0/23", models: [], systemPods: systemPods(2, 1) },
  });
  if (spec.kind === "existing") throw new Error("a cluster was to be made");
  const acceleratorPools = everyPool({ zone, without });
  return recordCloud((provider, record) => {
    checkedPlatform(
      "gke",
      { ...spec, acceleratorPools },
      { project: "my-project", provider },
      { transformations: [record] },
    );
  });
}

/** The same in the cluster that the simulation has. */
function inPlace(inputs: Readonly<Record<string, unknown>>) {
  const nodeConfig = { ...z.looseObject({}).parse(inputs["nodeConfig"]), serviceAccount: nodesEmail };
  return { ...inputs, nodeConfig, cluster: clusterId, location: "europe-west4-a" };
}
