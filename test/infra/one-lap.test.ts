/** An `up` parses, resolves, renders, checks and plans a stack once: what it deploys is what it has checked. */
import { runtime } from "@pulumi/pulumi";
import type * as Cdk8s from "cdk8s";
import { checkManifests } from "../../components/proof/check-manifests";
import { resolveModelServing } from "../../components/model/resolve-model-serving";
import { planDeployment } from "../../components/plan/deployment-plan";
import { parseStackConfig } from "../../infra/config/parse-stack-config";
import { program } from "../../infra/index";
import { resolveStack } from "../../infra/resolve-stack";
import { recordRequests } from "../support/record-requests";

/** Class and id of every cdk8s chart that was built. */
const mockBuilt: string[] = [];

jest.mock("cdk8s", () => {
  const actual = jest.requireActual<typeof Cdk8s>("cdk8s");
  class Chart extends actual.Chart {
    public constructor(...args: ConstructorParameters<typeof actual.Chart>) {
      super(...args);
      mockBuilt.push(`${new.target.name} ${this.node.id}`);
    }
  }
  return { ...actual, Chart };
});

/** Counts the calls of one function of a module. */
function mockCounted<Module extends object>(path: string, name: keyof Module): Module {
  const actual = jest.requireActual<Module>(path);
  const original = actual[name];
  if (typeof original !== "function") throw new Error(`${path} has no function ${String(name)}`);
  return {
    ...actual,
    [name]: jest.fn((...args: readonly unknown[]): unknown => Reflect.apply(original, undefined, args)),
  };
}

jest.mock("../../infra/config/parse-stack-config", () =>
  mockCounted("../../infra/config/parse-stack-config", "parseStackConfig"),
);
jest.mock("../../infra/resolve-stack", () => mockCounted("../../infra/resolve-stack", "resolveStack"));
jest.mock("../../components/model/resolve-model-serving", () =>
  mockCounted("../../components/model/resolve-model-serving", "resolveModelServing"),
);
jest.mock("../../components/plan/deployment-plan", () =>
  mockCounted("../../components/plan/deployment-plan", "planDeployment"),
);
jest.mock("../../components/proof/check-manifests", () =>
  mockCounted("../../components/proof/check-manifests", "checkManifests"),
);

jest.mock("@pulumi/kubernetes/helm/v4/chart", () => jest.requireActual<object>("../support/fake-helm-chart"));

// Nobody asks a cluster.
jest.mock("../../components/scaling/keda/read-keda.pulumi", () => ({
  readKeda: () => Promise.resolve({ scaledObjects: undefined, externalMetrics: undefined }),
}));

const models = [
  { model: "acme/Alpha-7B", adapters: [{ name: "sql", source: "acme/sql" }] },
  { model: "acme/Beta-2B", replicas: 2 },
  { model: "acme/Gamma-2B", variants: [{ accelerator: "nvidia-l4" }, { accelerator: "nvidia-t4" }] },
];

async function up() {
  mockBuilt.length = 0;
  runtime.setAllConfig({
    "switchyard:zone": "us-central1-a",
    "switchyard:accelerator": "nvidia-l4",
    "switchyard:gateway": JSON.stringify({ proxySubnet: "10.129.0.0/23" }),
    "switchyard:scaleToZero": "true",
    "switchyard:cluster": JSON.stringify({ kubeconfig: "/nowhere/kubeconfig" }),
    "switchyard:models": JSON.stringify(models),
  });
  return recordRequests(() => {
    program();
  });
}

test("each chart is built once, and everything before and after it happens once", async () => {
  const requests = await up();

  expect(mockBuilt).toEqual([
    "InferenceGatewayChart inference-gateway",
    "ModelServingChart alpha-7b",
    "ModelServingChart beta-2b",
    "ModelServingChart gamma-2b",
    "ModelServingChart gamma-2b-nvidia-t4",
    "StaticAnswersChart static-answers",
    "ProviderHelmChart body-based-router",
    "KedaChart keda",
  ]);
  for (const once of [parseStackConfig, resolveStack, planDeployment, checkManifests])
    expect(jest.mocked(once)).toHaveBeenCalledTimes(1);
  // One for each model or variant.
  expect(jest.mocked(resolveModelServing)).toHaveBeenCalledTimes(4);
  expect(requests.filter(({ type }) => type.startsWith("kubernetes:")).length).toBeGreaterThan(40);
});
