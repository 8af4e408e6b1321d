/**
 * The failures that operators of the hand-made setup reported, made on purpose behind the engine's back: each shows its
 * symptom on the real components, and one `pulumi up --refresh` repairs all of them. docs/failures.md has them as a table.
 */
import { z } from "zod";
import { fingerprint } from "../../components/serving/names";
import { askModel, statusOf } from "../../local/traffic/chat-request";
import { ClusterObjects } from "./support/cluster-objects";
import { expectEventually } from "./support/eventually";
import { Laptop } from "./support/laptop";

const qwen = "Qwen/Qwen2.5-3B-Instruct";
const phi = "microsoft/Phi-3-mini-4k-instruct";
const phiName = "phi-3-mini-4k-instruct";
const up = ["up", "--refresh", "--yes", "--stack", "local", "--non-interactive"];

const phiMap = { apiVersion: "v1", kind: "ConfigMap", name: `${phiName}-${fingerprint(phi)}` };
const phiRoute = { apiVersion: "gateway.networking.k8s.io/v1", kind: "HTTPRoute", name: phiName };
const phiHealth = { apiVersion: "networking.gke.io/v1", kind: "HealthCheckPolicy", name: phiName };
const gateway = { apiVersion: "gateway.networking.k8s.io/v1", kind: "Gateway", name: "inference-gateway" };
const routerService = { apiVersion: "v1", kind: "Service", name: "body-based-router" };

jest.setTimeout(50 * 60_000);

const laptop = Laptop.create(7);
let gatewayUrl = "";
let objects: ClusterObjects;

beforeAll(async () => {
  const { code, stdout } = await laptop.start();
  expect(code).toBe(0);
  gatewayUrl = z.object({ gatewayUrl: z.string() }).parse(JSON.parse(stdout)).gatewayUrl;
  objects = new ClusterObjects(laptop.settings.kubeconfig, "llm-d-inference-scheduling");
});

afterAll(async () => {
  await laptop.remove();
});

const statusOfPhi = () => statusOf(gatewayUrl, phi);

/** Whatever is broken for one model, the other one is served. */
async function expectOtherModelServed(): Promise<void> {
  expect((await askModel(gatewayUrl, { model: qwen, baseModel: qwen })).problem).toBeUndefined();
}

async function repair(): Promise<void> {
  const { code, stdout } = await laptop.pulumi(...up);
  expect({ code, output: code === 0 ? "" : stdout }).toEqual({ code: 0, output: "" });
  await expectEventually(statusOfPhi, 200);
}

test("without its entry in BBR's map a model answers 404", async () => {
  await objects.patch(phiMap, {
    metadata: {
      name: phiMap.name,
      namespace: "llm-d-inference-scheduling",
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
