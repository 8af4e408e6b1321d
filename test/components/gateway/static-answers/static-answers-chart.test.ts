import { z } from "zod";
import { gke } from "../../../../components/gateway/gke/provider";
import { manifestsIn } from "../../../../components/plan/deployment-plan";
import { checkManifests } from "../../../../components/proof/check-manifests";
import { formatProblem } from "../../../../components/problems/problems";
import { alpha, beta, entryOf } from "../../../support/fixture";
import { mayConnect } from "../../../support/network-policy";
import { planWithAnswers } from "./answers-fixture";

const plan = planWithAnswers([alpha, beta]);
const own = (entries: typeof plan) => entries.filter(({ chart }) => chart === "static-answers");
const manifestOf = (id: string) => entryOf(plan, `static-answers/${id}`).manifest;

test("a stack has eight objects for them, however many models it has", () => {
  const ids = own(plan).map(({ id, manifest }) => `${id} ${manifest.kind} ${manifest.metadata.name}`);

  expect(ids.toSorted()).toEqual([
    "static-answers/answering-pods Deployment static-answers",
    "static-answers/answering-service Service static-answers",
    "static-answers/answers ConfigMap static-answers",
    "static-answers/backend-policy GCPBackendPolicy static-answers",
    "static-answers/budget PodDisruptionBudget static-answers",
    "static-answers/catch-all HTTPRoute static-answers",
    "static-answers/health-policy HealthCheckPolicy static-answers",
    "static-answers/reach NetworkPolicy reach-static-answers",
  ]);
});

test("another model changes the data of the ConfigMap, and nothing else", () => {
  const before = new Map(own(planWithAnswers([alpha])).map(({ id, manifest }) => [id, manifest]));
  const changed = own(plan).filter(
    ({ id, manifest }) => JSON.stringify(manifest) !== JSON.stringify(before.get(id)),
  );

  expect(changed.map(({ id }) => id)).toEqual(["static-answers/answers"]);
  expect({ ...manifestOf("answers"), data: {} }).toEqual({
    ...before.get("static-answers/answers"),
    data: {},
  });
});

test("the objects of models and of the gateway are what they are without them", () => {
  const others = plan.filter(({ chart }) => chart !== "static-answers");

  expect(JSON.stringify(others)).not.toContain("static-answers");
});

test("what they refer to exists first", () => {
  const after = Object.fromEntries(
    own(plan).map(({ id, dependsOn }) => [id.replace("static-answers/", ""), dependsOn]),
  );

  expect(after).toEqual({
    answers: ["inference-gateway/namespace"],
    reach: ["inference-gateway/namespace"],
    budget: ["inference-gateway/namespace"],
    "answering-service": ["inference-gateway/namespace"],
    "answering-pods": ["static-answers/answers", "inference-gateway/deny-others"],
    "catch-all": [
      "inference-gateway/gateway",
      "static-answers/answering-service",
      "static-answers/answering-pods",
    ],
    "health-policy": ["static-answers/answering-service"],
    "backend-policy": ["static-answers/answering-service"],
  });
});

const podSchema = z.object({
  replicas: z.number(),
  template: z.object({
    metadata: z.object({ labels: z.record(z.string(), z.string()) }),
    spec: z.looseObject({ containers: z.tuple([z.looseObject({ args: z.array(z.string()) })]) }),
  }),
});

test("two pods on different nodes meet the standard `restricted`, and write nothing", () => {
  const { replicas, template } = podSchema.parse(manifestOf("answering-pods")["spec"]);

  expect(replicas).toBe(2);
  expect(template.spec).toMatchObject({
    automountServiceAccountToken: false,
    securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
    topologySpreadConstraints: [{ maxSkew: 1, topologyKey: "kubernetes.io/hostname" }],
    containers: [
      {
        command: ["/usr/local/bin/envoy"],
        securityContext: {
          allowPrivilegeEscalation: false,
          capabilities: { drop: ["ALL"] },
          readOnlyRootFilesystem: true,
        },
        readinessProbe: { httpGet: { path: "/v1/models", port: 8080 } },
        livenessProbe: { tcpSocket: { port: 8080 } },
        lifecycle: { preStop: { sleep: { seconds: 30 } } },
        volumeMounts: [{ name: "answers", mountPath: "/etc/envoy/answers", readOnly: true }],
      },
    ],
  });
});

test("Envoy has no admin interface and no backend, and reads its routes from the mounted file", () => {
  const { template } = podSchema.parse(manifestOf("answering-pods")["spec"]);
  const { args } = template.spec.containers[0];
  const bootstrap: unknown = JSON.parse(args[args.indexOf("--config-yaml") + 1] ?? "");

  expect(bootstrap).not.toHaveProperty("admin");
  expect(bootstrap).not.toHaveProperty("static_resources.clusters");
  expect(JSON.stringify(bootstrap)).toContain(
    '"path_config_source":{"path":"/etc/envoy/answers/routes.json","watched_directory":{"path":"/etc/envoy/answers"}}',
  );
  expect(z.record(z.string(), z.unknown()).parse(manifestOf("answers")["data"])).toHaveProperty([
    "routes.json",
  ]);
});

test("only the gateway may connect to them", () => {
  const { template } = podSchema.parse(manifestOf("answering-pods")["spec"]);
  const pod = { namespace: "demo", labels: template.metadata.labels };
  const reaches = (caller: Parameters<typeof mayConnect>[1], port = 8080) =>
    mayConnect(manifestsIn(plan), caller, pod, port);

  expect(reaches({ ip: "10.129.1.7" })).toBe(true);
  expect(reaches({ ip: "35.191.10.1" })).toBe(true);
  expect(reaches({ ip: "10.129.1.7" }, 9901)).toBe(false);
  expect(reaches({ ip: "203.0.113.9" })).toBe(false);
  expect(reaches({ namespace: "demo", labels: { app: "stray" } })).toBe(false);
  expect(reaches({ namespace: "gmp-system", labels: { app: "collector" } })).toBe(false);
});

test("the load balancer asks them for the catalogue, and gives them ten seconds", () => {
  const targetRef = { group: "", kind: "Service", name: "static-answers" };

  expect(manifestOf("health-policy")["spec"]).toEqual({
    targetRef,
    default: {
      checkIntervalSec: 5,
      timeoutSec: 2,
      healthyThreshold: 1,
      unhealthyThreshold: 2,
      config: {
        type: "HTTP",
        httpHealthCheck: { requestPath: "/v1/models", port: 8080, portSpecification: "USE_FIXED_PORT" },
      },
    },
  });
  expect(manifestOf("backend-policy")["spec"]).toEqual({
    targetRef,
    default: { timeoutSec: 10, connectionDraining: { drainingTimeoutSec: 10 } },
  });
});

test("a gateway whose Services need nothing more has no policies", () => {
  const { serviceObjects: _, ...plain } = gke;

  expect(own(planWithAnswers([alpha], plain)).map(({ manifest }) => manifest.kind)).not.toEqual(
    expect.arrayContaining(["HealthCheckPolicy"]),
  );
});

test("without its health policy the load balancer would ask for /, which is found", () => {
  const without = manifestsIn(plan).filter(
    ({ kind, metadata }) => kind !== "HealthCheckPolicy" || metadata.name !== "static-answers",
  );

  expect(checkManifests(without).problems.map(formatProblem)).toEqual([
    "Service demo/static-answers: must have one HealthCheckPolicy, got 0; add or remove one that targets the Service [BrokenReference]",
  ]);
});

test("no check has anything to say about them", () => {
  expect(checkManifests(manifestsIn(plan)).problems).toEqual([]);
});
