/**
 * What becomes of two thousand random stack files on a real API server: each is refused with problems before anything is
 * touched, or all of its objects are accepted, in the order of its plan. The server is asked by dry runs.
 */
import { randomInt } from "node:crypto";
import { ApiServer } from "../support/api-server";
import { ensureStarted, laptop } from "./shared-laptop";
import { acceptedPlans, objectionsTo } from "../support/random-plans";

export function randomStacks(): void {
  describe("two thousand random stacks", () => {
    let apiServer: ApiServer;

    beforeAll(async () => {
      await ensureStarted();
      apiServer = await ApiServer.connect(laptop.settings.kubeconfig);
    });

    const stackCount = 2000;

    test("every object of every accepted stack is accepted by the API server", async () => {
      const seed = randomInt(2 ** 31);
      const { plans, manifests } = acceptedPlans(seed, stackCount);
      console.log(`seed ${seed}: ${plans} of ${stackCount} stacks, ${manifests.length} different objects`);
      expect(plans).toBeGreaterThan(200);
      expect(await objectionsTo(manifests, apiServer)).toEqual([]);
    });
  });
}
