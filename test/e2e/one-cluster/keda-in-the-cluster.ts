/**
 * What a stack with `scaleToZero` finds in its cluster, with the real engine and a real API server: another KEDA, none, or an
 * old one is refused before anything is touched. A laptop cluster counts as one that has KEDA, but for these tests.
 */
import { ApiServer } from "../support/api-server";
import type { Ended } from "@switchyard/process/testing/ended";
import { ensureStarted, laptop } from "./shared-laptop";
import { updateSummary } from "../support/update-summary";

const flags = ["--stack", "local", "--non-interactive"];
/** The part of KEDA's definition that makes it one, as old as can be. */
const scaledObjects = {
  apiVersion: "apiextensions.k8s.io/v1",
  kind: "CustomResourceDefinition",
  metadata: { name: "scaledobjects.keda.sh", labels: { "app.kubernetes.io/version": "2.10.1" } },
  spec: {
    group: "keda.sh",
    scope: "Namespaced",
    names: { kind: "ScaledObject", plural: "scaledobjects" },
    versions: [
      {
        name: "v1alpha1",
        served: true,
        storage: true,
        schema: { openAPIV3Schema: { type: "object", "x-kubernetes-preserve-unknown-fields": true } },
      },
    ],
  },
};

export function kedaInTheCluster(): void {
  describe("what a stack with scaleToZero finds", () => {
    let apiServer: ApiServer;

    beforeAll(async () => {
      await ensureStarted();
      apiServer = await ApiServer.connect(laptop.settings.kubeconfig);
    });

    /** A plain `pulumi` for a stack that scales, in a cluster of which nothing is known. */
    function pulumi(install: boolean, ...args: readonly string[]): Promise<Ended> {
      laptop.setConfig({ "switchyard:scaleToZero": true, "switchyard:keda": { install } });
      return laptop.pulumiWithout(["SWITCHYARD_KEDA"], ...args, ...flags);
    }

    function expectRefusal({ code, stdout }: Ended, problem: string): void {
      const { same, ...changes } = updateSummary(stdout);

      expect(stdout).toContain(
        `error: invalid cluster of stack "local" (1 problem)\n      - keda.install: ${problem}\n`,
      );
      expect(stdout).not.toContain("    at ");
      expect(code).not.toBe(0);
      expect(changes).toEqual({});
    }

    test.each(["preview", "up --yes --skip-preview"])(
      "no KEDA is refused by `pulumi %s` where the stack relies on one",
      async (command) => {
        expectRefusal(
          await pulumi(false, ...command.split(" ")),
          "may be false only where the cluster has a KEDA that scales this stack's models, " +
            "got no CustomResourceDefinition scaledobjects.keda.sh; leave it out, or install KEDA [KedaMissing]",
        );
      },
    );

    test("an old KEDA is refused where the stack relies on one", async () => {
      expect((await apiServer.apply(scaledObjects)).status).toBe(201);

      expectRefusal(
        await pulumi(false, "preview"),
        "may be false only with KEDA 2.20 or newer, which knows `fallback.behavior: scalingModifiers`, " +
          "got KEDA 2.10.1; update it [KedaTooOld]",
      );
    });

    test("any KEDA is refused where the stack would install one", async () => {
      expectRefusal(
        await pulumi(true, "up", "--yes", "--skip-preview"),
        "must be false where the cluster has a KEDA that this stack did not install: there can be only one, " +
          "got KEDA 2.10.1; set it to false, and `keda.namespace` to the namespace that KEDA runs in [KedaPresent]",
      );
    });

    test("nothing of this keeps a stack from being destroyed", async () => {
      const { code, stdout } = await pulumi(true, "destroy", "--yes", "--skip-preview");

      expect(code).toBe(0);
      expect(updateSummary(stdout).delete).toBeGreaterThan(20);
    });
  });
}
