/**
 * What the pods of a stack may do, asked of the real API server and of kube-score: the Pod Security Standards, tokens, and
 * the endpoint pickers' rights, each of which is taken away to see what breaks. docs/security.md has the exceptions.
 */
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { manifestSchema } from "../../../components/plan/manifest";
import type { Manifest } from "../../../components/plan/manifest";
import { manifestsIn } from "../../../components/plan/deployment-plan";
import { versions } from "../../../components/versions";
import { loadStack } from "../../../infra/load-stack";
import { minorVersion } from "../../support/minor-version";
import { endpointPickerRights, trialPod } from "../support/access-trial";
import type { Right } from "../support/access-trial";
import { ApiServer } from "../support/api-server";
import { expectEventually } from "../support/eventually";
import { criticalFindings } from "../support/kube-score";
import { ensureStarted, laptop } from "./shared-laptop";

const namespace = "llm-d-inference-scheduling";
const servers = ["phi-3-mini-4k-instruct", "qwen2-5-3b-instruct"];
const routerAndPickers = ["body-based-router", ...servers.map((name) => `${name}-epp`)];
const restricted = [...routerAndPickers, "static-answers"];

export function securityFloor(): void {
  describe("the pods of a stack", () => {
    let apiServer: ApiServer;

    beforeAll(async () => {
      await ensureStarted();
      apiServer = await ApiServer.connect(laptop.settings.kubeconfig);
    });

    async function deployed(apiVersion: string, kind: string, name: string): Promise<Manifest> {
      const { body } = await apiServer.read({ apiVersion, kind, metadata: { name, namespace } });
      return manifestSchema.parse(body);
    }

    /** The objects of the stack, with the flag set or left out. */
    function manifestsWith(scaleToZero: true | undefined): readonly Manifest[] {
      laptop.setConfig({ "switchyard:scaleToZero": scaleToZero });
      const manifests = manifestsIn(loadStack("local", laptop.projectDir).plan);
      laptop.setConfig({ "switchyard:scaleToZero": undefined });
      return manifests;
    }

    const podList = z.object({
      items: z.array(
        z.object({
          metadata: z.object({ name: z.string() }),
          spec: z.object({
            volumes: z
              .array(z.object({ projected: z.object({ sources: z.array(z.looseObject({})) }).optional() }))
              .default([]),
          }),
        }),
      ),
    });

    test.each<readonly [string, true | undefined, readonly string[]]>([
      ["a stack", undefined, []],
      // It looks for a budget where the number of replicas is open; of two replicas or more each model has one.
      ["a stack that scales to zero", true, ["deployment-has-poddisruptionbudget"]],
    ])(
      "kube-score finds nothing critical in %s, but for what is named here",
      async (_, scaleToZero, also) => {
        const stack = manifestsWith(scaleToZero);
        const router = await Promise.all([
          deployed("apps/v1", "Deployment", "body-based-router"),
          deployed("v1", "Service", "body-based-router"),
        ]);

        const { objects, findings } = await criticalFindings([...stack, ...router]);

        const deployments = [...restricted, ...servers].map((name) => `Deployment ${name}`);
        expect(objects).toEqual(expect.arrayContaining(deployments));
        const onEveryPod = ["container-image-pull-policy"];
        const onServers = [
          ...onEveryPod,
          "container-ephemeral-storage-request-and-limit",
          "container-security-context-readonlyrootfilesystem",
          "container-security-context-user-group-id",
          "pod-probes-identical",
          ...also,
        ];
        const exceptions = [
          ...restricted.flatMap((name) => onEveryPod.map((check) => `${name} ${check}`)),
          ...servers.flatMap((name) => onServers.map((check) => `${name} ${check}`)),
        ];
        expect(findings.map(({ object, check }) => `${object} ${check}`).sort()).toEqual(
          exceptions.map((exception) => `Deployment ${exception}`).sort(),
        );
      },
    );

    test("every pod meets `restricted`, but for the model servers, which run as root", async () => {
      const labels = { "pod-security.kubernetes.io/enforce": "restricted" };
      const { status, warnings } = await apiServer.apply(
        { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace, labels } },
        { dryRun: true },
      );

      expect(status).toBe(200);
      // Pods with the same violation share a warning: the two model servers do, and there is no other.
      expect(warnings).toEqual([
        expect.stringContaining("existing pods in namespace"),
        expect.stringMatching(
          /^299 - "(phi-3-mini-4k|qwen2-5-3b)-instruct-[a-z0-9]+-[a-z0-9]+ \(and 1 other pod\): runAsNonRoot != true"$/,
        ),
      ]);
    });

    test("a pod that sees its node's processes is not let in", async () => {
      const pod = {
        apiVersion: "v1",
        kind: "Pod",
        metadata: { name: "stray", namespace },
        spec: { hostPID: true, containers: [{ name: "stray", image: "stray:1" }] },
      };
      const { status, body } = await apiServer.apply(pod, { dryRun: true });

      expect(status).toBe(403);
      expect(body).toMatchObject({
        message: expect.stringContaining(
          `violates PodSecurity "baseline:${minorVersion(versions.kubernetesMinimum)}": host namespaces (hostPID=true)`,
        ) as string,
      });
    });

    test("only BBR and the endpoint pickers hold a token", async () => {
      const { body } = await apiServer.send("GET", `/api/v1/namespaces/${namespace}/pods`);
      const holders = podList
        .parse(body)
        .items.filter(({ spec }) =>
          spec.volumes.some(({ projected }) =>
            projected?.sources.some((source) => "serviceAccountToken" in source),
          ),
        )
        .map(({ metadata }) => metadata.name.replace(/-[a-z0-9]+-[a-z0-9]+$/, ""));

      expect([...new Set(holders)].sort()).toEqual(routerAndPickers.toSorted());
    });

    describe("what scaling needs beside", () => {
      const kinds = ["ServiceAccount", "Secret", "ClusterRole", "ClusterRoleBinding"];
      let before: Readonly<Record<string, AccountRules>>;

      beforeAll(async () => {
        before = { picker: await rulesOf("endpoint-picker"), nobody: await rulesOf("default") };
        for (const object of manifestsWith(true).filter(({ kind }) => kinds.includes(kind)))
          expect([200, 201]).toContain((await apiServer.apply(object)).status);
      });

      test("lets endpoint pickers ask whose a token is and what it may do, and nothing more", async () => {
        const create = (group: string, resource: string) =>
          JSON.stringify({ verbs: ["create"], apiGroups: [group], resources: [resource] });

        await expectEventually(() => addedTo(before["picker"], "endpoint-picker"), {
          resources: [
            create("authentication.k8s.io", "tokenreviews"),
            create("authorization.k8s.io", "subjectaccessreviews"),
          ],
          paths: [],
        });
      });

      test("lets KEDA's token read metrics, and nothing more than an account without rights", async () => {
        await expectEventually(() => addedTo(before["nobody"], "endpoint-picker-metrics"), {
          resources: [],
          paths: [JSON.stringify({ verbs: ["get"], nonResourceURLs: ["/metrics"] })],
        });
      });

      async function addedTo(known: AccountRules | undefined, account: string): Promise<AccountRules> {
        const now = await rulesOf(account);
        const added = (key: keyof AccountRules) =>
          now[key].filter((rule) => known?.[key].includes(rule) === false).sort();
        return { resources: added("resources"), paths: added("paths") };
      }
    });

    describe("an endpoint picker", () => {
      const rights = endpointPickerRights();
      const nameWithout = ({ verb, resource }: Right) => `no-${verb}-${resource}`;
      const refusal = ({ verb, resource }: Right) => `cannot ${verb} resource \\"${resource}\\"`;

      const refusals = (pod: string): readonly string[] => [
        ...new Set(logOf(pod).match(/cannot [a-z]+ resource \\"[a-z]+\\"/g) ?? []),
      ];

      test("needs each of its rights, and no other", async () => {
        const deployment = await deployed("apps/v1", "Deployment", `${servers[0]}-epp`);
        const { spec } = z
          .object({
            spec: z.object({
              template: z.object({ spec: z.looseObject({ containers: z.array(z.looseObject({})) }) }),
            }),
          })
          .parse(deployment).spec.template;
        const trials = [
          { name: "all-rights", granted: rights },
          ...rights.map((right) => ({
            name: nameWithout(right),
            granted: rights.filter((other) => other !== right),
          })),
        ];
        for (const { name, granted } of trials)
          for (const object of trialPod(name, namespace, granted, spec))
            expect((await apiServer.apply(object)).status).toBe(201);

        for (const right of rights)
          await expectEventually(() => Promise.resolve(refusals(nameWithout(right))), [refusal(right)]);
        await expectEventually(() => readiness("all-rights"), "True");
        expect(refusals("all-rights")).toEqual([]);
      });

      async function readiness(name: string): Promise<string | undefined> {
        const { body } = await apiServer.read({
          apiVersion: "v1",
          kind: "Pod",
          metadata: { name, namespace },
        });
        const conditions = z.array(z.object({ type: z.string(), status: z.string() })).default([]);
        const { status } = z.object({ status: z.object({ conditions }) }).parse(body);
        return status.conditions.find(({ type }) => type === "Ready")?.status;
      }
    });

    /** What the API server lets an account do in the namespace: with its objects, and with other paths. */
    interface AccountRules {
      readonly resources: readonly string[];
      readonly paths: readonly string[];
    }

    const rules = z.array(z.record(z.string(), z.array(z.string()))).nullish();
    const rulesReview = z.object({ status: z.object({ resourceRules: rules, nonResourceRules: rules }) });

    async function rulesOf(account: string): Promise<AccountRules> {
      const { body } = await apiServer
        .as(namespace, account)
        .send("POST", "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews", {
          apiVersion: "authorization.k8s.io/v1",
          kind: "SelfSubjectRulesReview",
          spec: { namespace },
        });
      const { resourceRules, nonResourceRules } = rulesReview.parse(body).status;
      const textOf = (found: z.infer<typeof rules>) => (found ?? []).map((rule) => JSON.stringify(rule));
      return { resources: textOf(resourceRules), paths: textOf(nonResourceRules) };
    }

    function logOf(pod: string): string {
      const folder = path.join(laptop.settings.stateDir, "pods");
      const files = readdirSync(folder).filter((file) => file.includes(`_${pod}_`) && file.endsWith(".log"));
      return files.map((file) => readFileSync(path.join(folder, file), "utf8")).join("");
    }
  });
}
