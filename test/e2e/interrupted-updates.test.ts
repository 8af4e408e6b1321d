/**
 * `pulumi up` killed at any point and run again ends in the state of one that was not: nothing is missing, nothing is
 * left over, in the cluster as well as in what the engine knows. docs/reliability.md says how to go on by hand.
 */
import { randomInt } from "node:crypto";
import { seededRandom } from "@switchyard/cluster/traffic/random-order";
import { Laptop } from "./support/laptop";
import { stackState } from "./support/stack-state";
import type { StackState } from "./support/stack-state";
import { succeeded } from "./support/succeeded";
import { updateSummary } from "./support/update-summary";

const qwen = { model: "Qwen/Qwen2.5-3B-Instruct" };
// Parked, so that no update waits for pods that take their time to end.
const phi = { model: "microsoft/Phi-3-mini-4k-instruct", replicas: 0 };
const mistral = { model: "mistralai/Mistral-7B-Instruct-v0.3", replicas: 0 };
const llama = { model: "meta-llama/Llama-3.1-8B-Instruct", replicas: 0 };
const namespace = "llm-d-inference-scheduling";
const yes = ["--yes", "--skip-preview", "--stack", "local", "--non-interactive"];
const up = ["up", ...yes];
const interruptions = 5;

/** Building the tools from source on a machine where nothing is cached takes most of this. */
jest.setTimeout(50 * 60_000);

const laptop = Laptop.create();

/** Each update leads from one to the other: two models come and one goes, or the reverse. */
const stacks = [
  [qwen, mistral, llama],
  [qwen, phi],
] as const;

/** Where an update leads that nothing interrupts, and how long it takes. */
interface End {
  readonly models: (typeof stacks)[number];
  readonly tookMs: number;
  readonly state: StackState;
}

beforeAll(async () => {
  laptop.setModels([qwen, phi]);
  expect((await laptop.start()).code).toBe(0);
});

afterAll(async () => {
  await laptop.remove();
});

const succeed = async (...args: readonly string[]) => succeeded(await laptop.pulumi(...args));

async function updateUninterrupted(models: (typeof stacks)[number]): Promise<End> {
  laptop.setModels(models);
  const startedAtMs = performance.now();
  await succeed(...up);
  const tookMs = performance.now() - startedAtMs;
  return { models, tookMs, state: await stackState(laptop, namespace) };
}

/** Ten updates are enough for five that are killed before they have ended by themselves. */
function attempts(ends: readonly End[]): readonly End[] {
  return Array.from({ length: interruptions }, () => ends).flat();
}

test("killed at five random points and run again, it ends where it would have ended", async () => {
  const ends = [await updateUninterrupted(stacks[0]), await updateUninterrupted(stacks[1])];
  const seed = randomInt(2 ** 31);
  const random = seededRandom(seed);

  const killedAfterSec: string[] = [];
  let haste = 1;
  for (const { models, tookMs, state } of attempts(ends)) {
    if (killedAfterSec.length === interruptions) break;
    laptop.setModels(models);
    // One point in each fifth of the time.
    const afterMs = ((killedAfterSec.length + random()) / interruptions) * tookMs * haste;
    if (await laptop.pulumiKilledAfter(afterMs, ...up))
      killedAfterSec.push(`${(afterMs / 1000).toFixed(1)} of ${(tookMs / 1000).toFixed(1)}`);
    // The machine has become faster since the time was taken.
    else haste *= 0.7;
    await succeed("cancel", "--yes", "--stack", "local");
    await succeed(...up);
    expect(await stackState(laptop, namespace)).toEqual(state);
  }
  console.log(`updates killed after these seconds (seed ${seed}): ${killedAfterSec.join(", ")}`);
  expect(killedAfterSec).toHaveLength(interruptions);

  // The engine keeps note of what it was creating when it was killed until it is told that all is well.
  await succeed("refresh", "--clear-pending-creates", ...yes);
  const { same, ...changes } = updateSummary(await succeed(...up));
  expect(changes).toEqual({});
  expect(same).toBeGreaterThan(0);
  expect(await succeed("stack", "export", "--stack", "local")).not.toContain("pending_operations");
});
