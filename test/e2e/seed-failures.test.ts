/**
 * The failures that operators of the hand-made setup reported, made on purpose behind the engine's back: each shows its
 * symptom on the real components, and one `pulumi up --refresh` repairs all of them. docs/failures.md has them as a table.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { fingerprint } from "../../components/objects/fingerprint";
import { askModel, requestStatus } from "@switchyard/cluster/traffic/chat-request";
import { ApiServer } from "./support/api-server";
import { ClusterObjects } from "./support/cluster-objects";
import { expectEventually } from "./support/eventually";
import { Laptop } from "./support/laptop";
import { modelServers } from "./support/model-servers";
import { succeeded } from "./support/succeeded";

const qwen = "Qwen/Qwen2.5-3B-Instruct";
const phi = "microsoft/Phi-3-mini-4k-instruct";
const phiName = "phi-3-mini-4k-instruct";
const namespace = "llm-d-inference-scheduling";
const up = ["up", "--refresh", "--yes", "--skip-preview", "--stack", "local", "--non-interactive"];

const phiMap = { apiVersion: "v1", kind: "ConfigMap", name: `${phiName}-${fingerprint(phi)}` };
const phiRoute = { apiVersion: "gateway.networking.k8s.io/v1", kind: "HTTPRoute", name: phiName };
const phiHealth = { apiVersion: "networking.gke.io/v1", kind: "HealthCheckPolicy", name: phiName };
const gateway = { apiVersion: "gateway.networking.k8s.io/v1", kind: "Gateway", name: "inference-gateway" };
const routerService = { apiVersion: "v1", kind: "Service", name: "body-based-router" };
const routerRole = {
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind: "Role",
  name: "body-based-router-bbr-configmap-reader",
};
const phiPool = { apiVersion: "inference.networking.k8s.io/v1", kind: "InferencePool", name: phiName };
const phiTimeout = { apiVersion: "networking.gke.io/v1", kind: "GCPBackendPolicy", name: phiName };

jest.setTimeout(50 * 60_000);

const laptop = Laptop.create().withShortPreStop();
let gatewayUrl = "";
let objects: ClusterObjects;
let apiServer: ApiServer;

beforeAll(async () => {
  const { code, stdout } = await laptop.start();
  expect(code).toBe(0);
  gatewayUrl = z.object({ gatewayUrl: z.string() }).parse(JSON.parse(stdout)).gatewayUrl;
  objects = new ClusterObjects(laptop.settings.kubeconfig, namespace);
  apiServer = await ApiServer.connect(laptop.settings.kubeconfig);
  await startRouterWithoutRole();
});

afterAll(async () => {
  await laptop.remove();
});

/** A copy of BBR beside those that serve, with an account that may read nothing. It takes minutes to give up. */
async function startRouterWithoutRole(): Promise<void> {
  const { body } = await apiServer.send(
    "GET",
    `/apis/apps/v1/namespaces/${namespace}/deployments/body-based-router`,
  );
  const spec = z.object({ spec: z.object({ template: z.object({ spec: z.looseObject({}) }) }) }).parse(body)
    .spec.template.spec;
  const account = { serviceAccountName: "default", serviceAccount: "default", topologySpreadConstraints: [] };
  const metadata = { name: "no-role", namespace, labels: { app: "no-role" } };
  const { status } = await apiServer.apply({
    apiVersion: "v1",
    kind: "Pod",
    metadata,
    spec: { ...spec, ...account },
  });
  expect(status).toBe(201);
}

const statusOfPhi = () => requestStatus(gatewayUrl, phi);

/** Whatever is broken for one model, the other one is served. */
async function expectOtherModelServed(): Promise<void> {
  expect((await askModel(gatewayUrl, { model: qwen, baseModel: qwen })).problem).toBeUndefined();
}

async function repair(): Promise<void> {
  succeeded(await laptop.pulumi(...up));
  await expectEventually(statusOfPhi, 200);
}

test("without its entry in BBR's map a model answers 404", async () => {
  await objects.patch(phiMap, {
    metadata: {
      name: phiMap.name,
      namespace,
      labels: { "inference.networking.k8s.io/bbr-managed": "false" },
    },
  });
  await expectEventually(statusOfPhi, 404);
  await expectOtherModelServed();
  await repair();
});

test("a health check on / takes a model out: 503", async () => {
  await objects.patch(phiHealth, {
    spec: { default: { config: { httpHealthCheck: { requestPath: "/" } } } },
  });
  await expectEventually(statusOfPhi, 503);
  await expectOtherModelServed();
  await repair();
});

test("without a health policy GKE asks for /, which takes a model out: 503", async () => {
  await objects.remove(phiHealth);
  await expectEventually(statusOfPhi, 503);
  await expectOtherModelServed();
  await repair();
});

test("a route with timeouts is not accepted, and its model answers 404", async () => {
  const matches = [{ headers: [{ type: "Exact", name: "X-Gateway-Base-Model-Name", value: phi }] }];
  const backendRefs = [
    { group: "inference.networking.k8s.io", kind: "InferencePool", name: phiName, port: 8000 },
  ];
  await objects.patch(phiRoute, {
    spec: { rules: [{ matches, backendRefs, timeouts: { request: "10s" } }] },
  });
  await expectEventually(
    () => objects.condition(phiRoute, "Accepted"),
    expect.stringMatching(/^False: .*GWCER104.*[Tt]imeouts are not supported/),
  );
  await expectEventually(statusOfPhi, 404);
  await expectOtherModelServed();
  await repair();
});

test("a callout Service without HTTP2 leaves the Gateway unprogrammed", async () => {
  const ports = [{ port: 9004, protocol: "TCP", targetPort: 9004 }];
  await objects.patch(routerService, { spec: { ports } });
  await expectEventually(
    () => objects.condition(gateway, "Programmed"),
    expect.stringMatching(/^False: .*does not have port 9004 with protocol HTTP2/),
  );
  await repair();
  await expectOtherModelServed();
});

const podList = z.object({
  items: z.array(
    z.object({
      status: z.object({
        conditions: z.array(z.object({ type: z.string(), message: z.string().optional() })).default([]),
        containerStatuses: z.array(z.object({ restartCount: z.number() })).default([]),
      }),
    }),
  ),
});

const podsPath = (selector: string) =>
  `/api/v1/namespaces/${namespace}/pods?labelSelector=${encodeURIComponent(selector)}`;

async function podStatuses(selector: string) {
  const { body } = await apiServer.send("GET", podsPath(selector));
  return podList.parse(body).items.map(({ status }) => status);
}

test("BBR without its Role knows no model: all of them answer 404", async () => {
  await objects.remove(routerRole);
  await apiServer.send("DELETE", podsPath("app=body-based-router"));
  await expectEventually(statusOfPhi, 404);
  expect(await requestStatus(gatewayUrl, qwen)).toBe(404);
  await repair();
});

test("a map entry in another namespace is not seen: 404", async () => {
  const data = { baseModel: phi };
  const labels = { "inference.networking.k8s.io/bbr-managed": "true" };
  const elsewhere = {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: "phi", namespace: "default", labels },
  };
  await objects.remove(phiMap);
  expect((await apiServer.apply({ ...elsewhere, data })).status).toBe(201);
  await apiServer.send("DELETE", podsPath("app=body-based-router"));
  await expectEventually(statusOfPhi, 404);
  await repair();
  await expectOtherModelServed();
});

test("a policy without its pool is not attached", async () => {
  await objects.remove(phiPool);
  await expectEventually(
    () => objects.condition(phiHealth, "Attached"),
    `False: InferencePool ${namespace}/${phiName} does not exist`,
  );
  await expectEventually(statusOfPhi, 500);
  await expectOtherModelServed();
  await repair();
});

test("an endpoint picker of another pool is of no use, and never leads a request to the other model", async () => {
  await objects.patch(phiPool, {
    spec: { endpointPickerRef: { kind: "Service", name: "qwen2-5-3b-instruct-epp", port: { number: 9002 } } },
  });
  const picked = async () => (await askModel(gatewayUrl, { model: phi, baseModel: phi })).problem;
  for (let i = 0; i < 20; i++) expect(await picked()).toBeUndefined();
  await repair();
});

test("a label value with a slash is refused by the API server", async () => {
  const labels = { model: phi };
  const { status, body } = await apiServer.apply({
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: "slash", namespace, labels },
  });
  expect(status).toBe(422);
  expect(body).toMatchObject({ message: expect.stringContaining(`Invalid value: "${phi}"`) as string });
});

test("an endpoint picker that asks for more than any node has stays Pending, beside the one that serves", async () => {
  await objects.patchContainer(`${phiName}-epp`, { name: "epp", resources: { requests: { cpu: "64" } } });
  const messages = async () =>
    (await podStatuses(`switchyard.dev/endpoint-picker=${phiName}`)).flatMap(({ conditions }) =>
      conditions.filter(({ type }) => type === "PodScheduled").map(({ message = "" }) => message),
    );
  await expectEventually(messages, expect.arrayContaining([expect.stringContaining("Insufficient cpu")]));
  expect(await statusOfPhi()).toBe(200);
  await repair();
  await expectEventually(messages, [""]);
});

test("a served name that is not the route's makes the model answer 404", async () => {
  const args = ["--model", phi, "--served-model-name", "phi", "--port", "8000"];
  await objects.patchContainer(phiName, { name: "vllm", args });
  await expectEventually(statusOfPhi, 404);
  await expectOtherModelServed();
  await repair();
});

test("a server of the TPU image with arguments alone never starts: its entrypoint takes them for a command", async () => {
  const args = ["--model", phi, "--port", "8000"];
  await objects.patchContainer(phiName, { name: "vllm", command: null, args });
  const crash = {
    name: expect.any(String) as unknown,
    waiting: "CrashLoopBackOff",
    last: { reason: "Error", exitCode: 2 },
  };
  const servers = () => modelServers(apiServer, namespace, phiName);
  const crashing = async () => (await servers()).filter(({ waiting }) => waiting === crash.waiting);
  await expectEventually(crashing, [crash]);
  const [pod] = await crashing();
  const log = path.join(laptop.settings.stateDir, "pods", `${namespace}_${pod?.name ?? ""}_vllm.log`);
  expect(readFileSync(log, "utf8")).toBe(
    "/entrypoint.sh: line 38: exec: --: invalid option\n" +
      "exec: usage: exec [-cl] [-a name] [command [argument ...]] [redirection ...]\n",
  );
  // An update takes no pod away before the new one is ready.
  expect(await statusOfPhi()).toBe(200);
  await repair();
  await expectEventually(async () => (await servers()).map(({ waiting }) => waiting), [undefined]);
});

test("without a GCPBackendPolicy an answer is cut after 30 seconds", async () => {
  const env = [{ name: "SWITCHYARD_MODEL_TTFT_MS", value: "31000" }];
  await objects.patchContainer(phiName, { name: "vllm", env });
  await objects.remove(phiTimeout);
  const longestMs = 45_000;
  const statusOfPatientPhi = () => requestStatus(gatewayUrl, phi, longestMs);
  // The pods of before answer at once, until the new ones take over.
  await expectEventually(statusOfPatientPhi, 504);
  expect(await laptop.pulumi(...up)).toMatchObject({ code: 0 });
  expect(await statusOfPatientPhi()).toBe(200);
});

test("BBR without its Role gives up after two minutes, again and again", async () => {
  const hasRestarted = async () =>
    (await podStatuses("app=no-role")).some(({ containerStatuses }) =>
      containerStatuses.some(({ restartCount }) => restartCount > 0),
    );
  await expectEventually(hasRestarted, true);
});
