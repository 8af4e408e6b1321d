import { pulumiEnvironment, pulumiVariables, toolFolders } from "../../pulumi/environment";
import { clusterSettings } from "../../settings";
import { testToolchain } from "@switchyard/toolchain/testing/test-toolchain";

const settings = clusterSettings(2, "/project");
const context = { settings, toolchain: testToolchain("/cache"), chartReachable: false };

test("the engine sees the laptop cluster and nothing of the user's own", () => {
  expect(pulumiVariables(context)).toEqual({
    PULUMI_HOME: "/project/.switchyard/local-2/pulumi-home",
    PULUMI_BACKEND_URL: "file:///project/.switchyard/local-2/pulumi?metadata=skip",
    PULUMI_CONFIG_PASSPHRASE: "",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    SWITCHYARD_KEDA: "external",
    SWITCHYARD_KUBECONFIG: "/project/.switchyard/local-2/kubeconfig",
    SWITCHYARD_CHARTS: "/cache/charts",
  });
});

test("a chart that can be pulled is left to its registry", () => {
  expect(pulumiVariables({ ...context, chartReachable: true })).not.toHaveProperty("SWITCHYARD_CHARTS");
});

test("the cached tools come first on PATH, each folder once", () => {
  expect(toolFolders(context)).toEqual([
    "/cache/pulumi",
    "/cache/pulumi-language-nodejs",
    "/cache/pulumi-resource-kubernetes",
  ]);
  expect(pulumiEnvironment(context, { PATH: "/usr/bin", HOME: "/home/me" })).toMatchObject({
    HOME: "/home/me",
    PATH: "/cache/pulumi:/cache/pulumi-language-nodejs:/cache/pulumi-resource-kubernetes:/usr/bin",
  });
});

test("a tool from the user's PATH moves nothing there", () => {
  const { toolchain } = context;
  const tools = {
    ...toolchain.tools,
    pulumi: "/usr/bin/pulumi",
    "pulumi-language-nodejs": "/usr/bin/pulumi-language-nodejs",
  };
  expect(toolFolders({ ...context, toolchain: { ...toolchain, tools } })).toEqual([
    "/cache/pulumi-resource-kubernetes",
  ]);
});

describe("on a simulated Google Cloud", () => {
  const simulated = { ...context, simulatedProject: "my-project" };
  const gcp = "/project/.switchyard/local-2/gcp";

  test("the engine is told of it, of its project and of the certificate of its clusters", () => {
    expect(pulumiVariables(simulated)).toEqual({
      ...pulumiVariables(context),
      SWITCHYARD_SIMULATED_GCP: gcp,
      GOOGLE_PROJECT: "my-project",
      SSL_CERT_DIR: `${gcp}/certificates`,
      NODE_EXTRA_CA_CERTS: `${gcp}/certificates/api-server.pem`,
    });
  });

  test("its commands are found before all others, so that no real one is ever called", () => {
    expect(toolFolders(simulated)).toEqual([`${gcp}/bin`, ...toolFolders(context)]);
    const base = { PATH: "/usr/bin", GOOGLE_PROJECT: "real-project" };
    const environment = pulumiEnvironment(simulated, base);
    expect(environment["PATH"]?.split(":")[0]).toBe(`${gcp}/bin`);
    expect(environment["GOOGLE_PROJECT"]).toBe("my-project");
  });
});

test("a laptop without a cloud leaves the user's project and certificates alone", () => {
  const base = { PATH: "/usr/bin", GOOGLE_PROJECT: "real-project", SSL_CERT_DIR: "/certificates" };
  expect(pulumiEnvironment(context, base)).toMatchObject({
    GOOGLE_PROJECT: "real-project",
    SSL_CERT_DIR: "/certificates",
  });
  expect(pulumiVariables(context)).not.toHaveProperty("SWITCHYARD_SIMULATED_GCP");
});

test("the program gets the gateway that a start chose", () => {
  expect(pulumiVariables({ ...context, gatewayProvider: "istio" })).toEqual({
    ...pulumiVariables(context),
    SWITCHYARD_GATEWAY: "istio",
  });
});
