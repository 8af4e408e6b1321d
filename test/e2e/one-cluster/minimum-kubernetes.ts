/**
 * The oldest Kubernetes that a user's cluster may run. All other suites run on a newer one, whose API server takes fields
 * that this one does not know.
 */
import { CoreV1Api, VersionApi } from "@kubernetes/client-node";
import { randomInt } from "node:crypto";
import { z } from "zod";
import { versions } from "../../../components/versions";
import { readKubeconfig } from "@switchyard/contracts/read-kubeconfig";
import { ApiServer } from "../support/api-server";
import { laptop } from "./shared-laptop";
import { acceptedPlans, objectionsTo } from "../support/random-plans";
import { succeeded } from "../support/succeeded";

const requests = 420;
const models = ["Qwen/Qwen2.5-3B-Instruct", "microsoft/Phi-3-mini-4k-instruct"];

const startResult = z.object({
  changes: z.record(z.string(), z.number()),
  routing: z.object({
    models: z.array(z.object({ model: z.string(), right: z.number(), wrong: z.number() })),
    unknown: z.object({ status: z.number() }),
    problems: z.array(z.string()),
  }),
});

const parsed = (stdout: string) => startResult.parse(JSON.parse(stdout));

const clients = () => readKubeconfig(laptop.settings.kubeconfig);

/** What the API server says that it is, and what each node says. */
async function runningVersions(): Promise<{ readonly server: string; readonly nodes: readonly string[] }> {
  const { gitVersion } = await clients().makeApiClient(VersionApi).getCode();
  const { items } = await clients().makeApiClient(CoreV1Api).listNode();
  const kubelets = items.map(({ status }) => status?.nodeInfo?.kubeletVersion ?? "none");
  return { server: gitVersion, nodes: [...new Set(kubelets)] };
}

function expectAllServed({ routing }: z.infer<typeof startResult>): void {
  expect(routing.problems).toEqual([]);
  expect(routing.unknown.status).toBe(404);
  expect(routing.models.map(({ model }) => model)).toEqual(models);
  expect(routing.models.reduce((sum, { right }) => sum + right, 0)).toBe(requests);
  expect(routing.models.reduce((sum, { wrong }) => sum + wrong, 0)).toBe(0);
}

export function minimumKubernetes(): void {
  describe("the oldest Kubernetes", () => {
    test("the stack comes up on it, and 420 of 420 requests reach their own models", async () => {
      expectAllServed(parsed(succeeded(await laptop.start("--kubernetes", "minimum"))));
      const { kubernetesMinimum } = versions;
      expect(await runningVersions()).toEqual({ server: kubernetesMinimum, nodes: [kubernetesMinimum] });
    });

    test("it accepts every object of random stacks, without a warning of a field that it does not know", async () => {
      const apiServer = await ApiServer.connect(laptop.settings.kubeconfig);
      const seed = randomInt(2 ** 31);
      const { plans, manifests } = acceptedPlans(seed, 500);
      console.log(`seed ${seed}: ${plans} of 500 stacks, ${manifests.length} different objects`);
      expect(plans).toBeGreaterThan(30);
      expect(await objectionsTo(manifests, apiServer)).toEqual([]);
    });

    test("a slot keeps it without being asked again", async () => {
      const result = parsed(succeeded(await laptop.start()));
      expectAllServed(result);
      expect(Object.keys(result.changes)).toEqual(["unchanged"]);
      expect((await runningVersions()).server).toBe(versions.kubernetesMinimum);
    });

    test("a slot moves to the current one with all that it holds", async () => {
      const result = parsed(succeeded(await laptop.start("--kubernetes", "current")));
      expectAllServed(result);
      expect(Object.keys(result.changes)).toEqual(["unchanged"]);
      expect(await runningVersions()).toEqual({ server: versions.kubernetes, nodes: [versions.kubernetes] });
    });

    test("and not back: that is refused, and the cluster goes on as it is", async () => {
      const { code, stderr } = await laptop.start("--kubernetes", "minimum");
      expect(code).toBe(1);
      expect(stderr).toContain(
        `runs Kubernetes ${versions.kubernetes}, and the older ${versions.kubernetesMinimum} may not`,
      );
      expect((await runningVersions()).server).toBe(versions.kubernetes);
    });
  });
}
