import * as fc from "fast-check";
import { manifestsIn } from "../../../components/plan/deployment-plan";
import { describeManifest } from "../../../components/plan/manifest";
import type { Manifest } from "../../../components/plan/manifest";
import { InvalidArgs } from "../../../components/problems/problems";
import { randomStack, refusalOrStack } from "../../support/random-stack";
import type { ApiServer } from "./api-server";

const asksAtOnce = 8;

/** The plans of the stacks that are accepted. Manifests that are the same in several of them are there once. */
interface AcceptedPlans {
  readonly plans: number;
  readonly manifests: readonly Manifest[];
}

/** Random stacks: each is refused with problems, or all of its objects are here. */
export function acceptedPlans(seed: number, stackCount: number): AcceptedPlans {
  const unique = new Map<string, Manifest>();
  let plans = 0;
  for (const config of fc.sample(randomStack, { numRuns: stackCount, seed })) {
    const result = refusalOrStack(config);
    if (result instanceof InvalidArgs) {
      expect(result.problems.length).toBeGreaterThan(0);
      continue;
    }
    plans += 1;
    for (const manifest of manifestsIn(result.plan)) unique.set(JSON.stringify(manifest), manifest);
  }
  return { plans, manifests: [...unique.values()] };
}

/** What the API server has against the manifests, asked by dry runs; it keeps the namespaces alone. */
export async function objectionsTo(
  manifests: readonly Manifest[],
  apiServer: ApiServer,
): Promise<readonly string[]> {
  // A dry run keeps nothing, so that the namespaces must be there for the objects in them.
  const [namespaces, others] = partition(manifests, ({ kind }) => kind === "Namespace");
  for (const namespace of namespaces) expect((await apiServer.apply(namespace)).status).toBeLessThan(300);
  const waiting = [...others];
  const objections: string[] = [];
  const ask = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift())
      objections.push(...(await objection(next, apiServer)));
  };
  await Promise.all(Array.from({ length: asksAtOnce }, ask));
  return objections;
}

/** Nothing when the API server accepts it without a warning. */
async function objection(manifest: Manifest, apiServer: ApiServer): Promise<readonly string[]> {
  const { status, body, warnings } = await apiServer.apply(manifest, { dryRun: true });
  if (status < 300 && warnings.length === 0) return [];
  return [`${describeManifest(manifest)}: ${status} ${warnings.join(" ")} ${JSON.stringify(body)}`];
}

function partition<Item>(
  items: readonly Item[],
  isFirst: (item: Item) => boolean,
): readonly [readonly Item[], readonly Item[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}
