/**
 * What becomes of two thousand random stack files on a real API server: each is refused with problems before anything is
 * touched, or all of its objects are accepted, in the order of its plan. The server is asked by dry runs.
 */
import * as fc from "fast-check";
import { randomInt } from "node:crypto";
import { InvalidArgs } from "../../components/problems";
import { describeManifest } from "../../components/plan/manifest";
import type { Manifest } from "../../components/plan/manifest";
import { randomStack, refusalOrStack } from "../support/random-stack";
import { ApiServer } from "./support/api-server";
import { Laptop } from "./support/laptop";

jest.setTimeout(50 * 60_000);

const laptop = Laptop.create();
let apiServer: ApiServer;

beforeAll(async () => {
  const { code } = await laptop.start();
  expect(code).toBe(0);
  apiServer = await ApiServer.connect(laptop.settings.kubeconfig);
});

afterAll(async () => {
  await laptop.remove();
});

const stackCount = 2000;
const asksAtOnce = 8;

/** The plans of the stacks that are accepted. Manifests that are the same in several of them are there once. */
function acceptedManifests(seed: number): {
  readonly plans: number;
  readonly manifests: readonly Manifest[];
} {
  const unique = new Map<string, Manifest>();
  let plans = 0;
  for (const config of fc.sample(randomStack, { numRuns: stackCount, seed })) {
    const result = refusalOrStack(config);
    if (result instanceof InvalidArgs) {
      expect(result.problems.length).toBeGreaterThan(0);
      continue;
    }
    plans += 1;
    for (const { manifest } of result.plan) unique.set(JSON.stringify(manifest), manifest);
  }
  return { plans, manifests: [...unique.values()] };
}

/** What the API server has against a manifest; nothing when it accepts it without a warning. */
async function objection(manifest: Manifest): Promise<readonly string[]> {
  const { status, body, warnings } = await apiServer.apply(manifest, { dryRun: true });
  if (status < 300 && warnings.length === 0) return [];
  return [`${describeManifest(manifest)}: ${status} ${warnings.join(" ")} ${JSON.stringify(body)}`];
}

test("every object of every accepted stack is accepted by the API server", async () => {
  const seed = randomInt(2 ** 31);
  const { plans, manifests } = acceptedManifests(seed);
  console.log(`seed ${seed}: ${plans} of ${stackCount} stacks, ${manifests.length} different objects`);
  expect(plans).toBeGreaterThan(300);

  // A dry run keeps nothing, so that the namespaces must be there for the objects in them.
  const [namespaces, others] = partition(manifests, ({ kind }) => kind === "Namespace");
  for (const namespace of namespaces) expect((await apiServer.apply(namespace)).status).toBeLessThan(300);
  const waiting = [...others];
  const objections: string[] = [];
  const ask = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift())
      objections.push(...(await objection(next)));
  };
  await Promise.all(Array.from({ length: asksAtOnce }, ask));
  expect(objections).toEqual([]);
});

function partition<Item>(
  items: readonly Item[],
  isFirst: (item: Item) => boolean,
): readonly [readonly Item[], readonly Item[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}
