import { parseStackConfig } from "../../../infra/config/parse-stack-config";
import { images } from "../../../components/versions";
import { problemLines, refusal } from "../../support/thrown";

const zone = "europe-west4-a";
const qwen = { model: "Qwen/Qwen2.5-3B-Instruct" };
const phi = { model: "microsoft/Phi-3-mini-4k-instruct" };
const good = { zone, accelerator: "tpu-v6e-4", models: [qwen, phi] };

const problemsOf = (value: unknown): readonly string[] => problemLines(() => parseStackConfig("tpu", value));

const modelsFix = "write a list with one `- model: Org/Name` for each model";
test("two models, a zone and an accelerator are a whole stack", () => {
  expect(parseStackConfig("tpu", good)).toEqual(good);
});

test("every key of every section is taken as it is", () => {
  const everything = {
    ...good,
    namespace: "llm-d",
    gateway: {
      name: "edge",
      exposure: "public",
      port: 8080,
      protocol: "http",
      proxySubnet: "10.129.0.0/23",
      metricsNamespace: "gmp",
    },
    router: { replicas: 3 },
    nodePools: {
      maxNodes: 4,
      minNodes: 1,
      consumption: "spot",
      gpuDriver: "latest",
      gpuSharing: { clientsPerGpu: 2 },
      accelerators: { "tpu-v6e-8": { maxNodes: 2, topology: "2x4" } },
      system: { machineType: "e2-standard-8", maxNodes: 3 },
    },
    scaleToZero: true,
    wake: "none",
    holdSec: 60,
    keda: { install: false, namespace: "autoscaling" },
    network: { nodes: "10.0.0.0/20", pods: "10.4.0.0/14", services: "10.8.0.0/20" },
    cluster: {
      name: "serving",
      location: "region",
      releaseChannel: "stable",
      deletionProtection: false,
      authorizedNetworks: [{ cidr: "203.0.113.0/24", name: "office" }],
    },
    prices: { machines: { "ct6e-standard-8t": 12 }, cluster: 0, gateway: 0.03, nat: 0.05 },
    huggingFaceToken: { secure: "v1:encrypted" },
    models: [
      {
        ...qwen,
        accelerator: "tpu-v6e-8",
        name: "qwen",
        replicas: 0,
        maxModelLen: 4096,
        requestTimeoutSec: 60,
        startupTimeoutSec: 1200,
        adapters: [{ name: "qwen-sql", source: "acme/qwen-sql" }],
        huggingFaceToken: { secretName: "hf", key: "read" },
        image: images.vllmTpu,
        extraArgs: ["--seed", "7"],
        scaleToZero: false,
        minReplicas: 1,
        maxReplicas: 3,
        coolDownSec: 60,
        coldStartSec: 480,
        holdSec: 120,
        queue: { maxRequests: 10, maxMiB: 5 },
      },
    ],
  };

  expect(parseStackConfig("tpu", everything)).toEqual(everything);
});

test.each([
  ["kubeconfig", { kubeconfig: "/kube/config", context: "prod" }],
  ["kubeconfig's variable", { kubeconfigVariable: "KUBECONFIG" }],
  ["name on GKE", { existing: { name: "shared", location: "europe-west4" } }],
])("an existing cluster is found by its %s", (_, cluster) => {
  const config = { ...good, cluster, gateway: { proxySubnet: "10.3.0.0/23" } };

  expect(parseStackConfig("tpu", config)).toEqual(config);
});

test("an existing network is used for a new cluster", () => {
  const existing = { network: "prod", subnetwork: "nodes", podsRange: "pods", servicesRange: "services" };
  const config = { ...good, network: { existing }, gateway: { proxySubnet: "10.3.0.0/23" } };

  expect(parseStackConfig("tpu", config)).toEqual(config);
});

test("the message names the stack and counts its problems", () => {
  expect(refusal(() => parseStackConfig("tpu", { ...good, models: [] }))).toBe(
    'invalid configuration of stack "tpu" (1 problem)\n' +
      `  - models: must have a number of entries of at least 1, got []; ${modelsFix} [OutOfRange]`,
  );
});

describe("models", () => {
  test("a model twice", () => {
    expect(problemsOf({ ...good, models: [qwen, phi, qwen] })).toEqual([
      'models[2].model: must be listed once, got "Qwen/Qwen2.5-3B-Instruct", which models[0] has; ' +
        "remove one of them; `replicas` runs more copies of a model [DuplicateModel]",
    ]);
  });

  test.each(["Qwen 2.5", " Qwen/Qwen2.5", "Qwen/", "a/b/c", ""])("the name %j", (model) => {
    expect(problemsOf({ ...good, models: [{ model }] })).toEqual([
      `models[0].model: must be \`Name\` or \`Org/Name\` of letters, digits, '.', '_' and '-', got ${JSON.stringify(model)}; ` +
        "use the model's name on Hugging Face, such as Qwen/Qwen2.5-3B-Instruct [InvalidValue]",
    ]);
  });

  test("an unknown accelerator", () => {
    expect(problemsOf({ ...good, models: [{ ...qwen, accelerator: "tpu-v6e-2" }] })).toEqual([
      "models[0].accelerator: must be one of tpu-v6e-1, tpu-v6e-4, tpu-v6e-8, nvidia-t4, nvidia-l4, nvidia-l4-x2, " +
        "nvidia-l4-x4, nvidia-l4-x8, nvidia-a100-40gb, nvidia-a100-40gb-x2, nvidia-a100-40gb-x4, nvidia-a100-40gb-x8, " +
        "nvidia-a100-80gb, nvidia-a100-80gb-x2, nvidia-a100-80gb-x4, nvidia-a100-80gb-x8, " +
        "nvidia-h100-80gb, nvidia-h100-80gb-x2, nvidia-h100-80gb-x4, nvidia-h100-80gb-x8, " +
        'got "tpu-v6e-2"; use one of these names, here or once for the stack [InvalidValue]',
    ]);
  });

  test("no accelerator, neither in the entry nor for the stack", () => {
    const models = [qwen, { ...phi, accelerator: "nvidia-l4" }];

    expect(problemsOf({ zone, models })).toEqual([
      "models[0].accelerator: must be set, here or once for the stack, got nothing; use one of tpu-v6e-1, tpu-v6e-4, " +
        "tpu-v6e-8, nvidia-t4, nvidia-l4, nvidia-l4-x2, nvidia-l4-x4, nvidia-l4-x8, nvidia-a100-40gb, " +
        "nvidia-a100-40gb-x2, nvidia-a100-40gb-x4, nvidia-a100-40gb-x8, nvidia-a100-80gb, nvidia-a100-80gb-x2, " +
        "nvidia-a100-80gb-x4, nvidia-a100-80gb-x8, nvidia-h100-80gb, " +
        "nvidia-h100-80gb-x2, nvidia-h100-80gb-x4, nvidia-h100-80gb-x8 [MissingKey]",
    ]);
  });

  test.each([
    [-1, "must be at least 0", "-1", "OutOfRange"],
    [1e9, "must be at most 100", "1000000000", "OutOfRange"],
    [1.5, "must be a whole number", "1.5", "WrongType"],
    ["two", "must be a number", '"two"', "WrongType"],
  ])("replicas of %j", (replicas, rule, got, code) => {
    expect(problemsOf({ ...good, models: [{ ...qwen, replicas }] })).toEqual([
      `models[0].replicas: ${rule}, got ${got}; ` +
        `set how many copies to run, each on its own node; 0 parks the model [${code}]`,
    ]);
  });

  test("a mapping instead of a list", () => {
    expect(problemsOf({ ...good, models: qwen })).toEqual([
      `models: must be a list, got {"model":"Qwen/Qwen2.5-3B-Instruct"}; ${modelsFix} [WrongType]`,
    ]);
  });

  test("a bare name instead of an entry", () => {
    expect(problemsOf({ ...good, models: [qwen.model] })).toEqual([
      `models[0]: must be a mapping of keys to values, got "Qwen/Qwen2.5-3B-Instruct"; ${modelsFix} [WrongType]`,
    ]);
  });

  test("a name that is no DNS label, or a long one", () => {
    const fix = "use a short name such as phi-3-mini, or leave it out";

    expect(problemsOf({ ...good, models: [{ ...phi, name: "Phi_3" }] })).toEqual([
      `models[0].name: must be lower-case letters, digits and '-', starting with a letter, got "Phi_3"; ${fix} [InvalidValue]`,
    ]);
    expect(problemsOf({ ...good, models: [{ ...phi, name: "p".repeat(43) }] })).toEqual([
      `models[0].name: must have a length of at most 42, got "${"p".repeat(43)}"; ${fix} [OutOfRange]`,
    ]);
  });

  test("adapters without a source", () => {
    expect(problemsOf({ ...good, models: [{ ...phi, adapters: [{ name: "sql" }] }] })).toEqual([
      "models[0].adapters[0].source: must be set, got nothing; use the adapter's repository on Hugging Face, such as my-org/sql-lora, or its path in the container [MissingKey]",
    ]);
  });
});

test("an empty file", () => {
  expect(problemsOf({})).toEqual([
    `models: must be set, got nothing; ${modelsFix} [MissingKey]`,
    "zone: must be set, unless a kubeconfig selects the cluster, got nothing; use the zone of your node pools, such as europe-west4-a [MissingKey]",
  ]);
});

describe("other sections", () => {
  test.each([
    [
      { zone: "europe-west4" },
      'zone: must be a compute zone, got "europe-west4"; use the zone of your node pools, such as europe-west4-a [InvalidValue]',
    ],
    [
      { namespace: "LLM" },
      "namespace: must be lower-case letters, digits and '-', starting with a letter, got \"LLM\"; use a name such as llm-d, or leave it out [InvalidValue]",
    ],
    [
      { gateway: { exposure: "open" } },
      'gateway.exposure: must be one of internal, public, got "open"; use "internal" for the VPC or "public" for the internet; both are regional, because a global class cannot run BBR [InvalidValue]',
    ],
    [
      { gateway: { port: 0 } },
      "gateway.port: must be at least 1, got 0; use a TCP port, such as 80 [OutOfRange]",
    ],
    [
      { gateway: { proxySubnet: "10.129.0.0" } },
      'gateway.proxySubnet: must be a range of IPv4 addresses, got "10.129.0.0"; use the range of the region\'s proxy-only subnet, such as 10.129.0.0/23 [InvalidValue]',
    ],
    [
      { gateway: { metricsNamespace: "GMP" } },
      "gateway.metricsNamespace: must be lower-case letters, digits and '-', starting with a letter, got \"GMP\"; use the namespace of your metrics collector, such as gmp-system [InvalidValue]",
    ],
    [
      { cluster: { kubeconfig: "/kube/config" } },
      "gateway.proxySubnet: must be set for an existing cluster, or the network policies block every request, got nothing; list the subnets of purpose REGIONAL_MANAGED_PROXY and use the range of the cluster's region [MissingKey]",
    ],
    [
      { router: { replicas: 0 } },
      "router.replicas: must be at least 1, got 0; set how many copies to run, 1 to 10, each on its own node [OutOfRange]",
    ],
    [
      { nodePools: { maxNodes: 101 } },
      "nodePools.maxNodes: must be at most 100, got 101; set how many nodes the pool may grow to [OutOfRange]",
    ],
    [{ nodePools: 3 }, "nodePools: must be a mapping of keys to values, got 3; correct it [WrongType]"],
    [
      { cluster: { kubeconfigVariable: "my-var" }, gateway: { proxySubnet: "10.129.0.0/23" } },
      'cluster.kubeconfigVariable: must be the name of a variable, got "my-var"; correct it [InvalidValue]',
    ],
    [
      { cluster: { name: "X", releaseChannel: "extended", location: "both" } },
      "cluster.name: must be lower-case letters, digits and '-', starting with a letter, got \"X\"; use a short name such as switchyard-tpu, or leave it out [InvalidValue]",
      'cluster.location: must be one of zone, region, got "both"; use "zone" or "region" [InvalidValue]',
      'cluster.releaseChannel: must be one of rapid, regular, stable, got "extended"; use "regular", or leave it out [InvalidValue]',
    ],
    [
      { cluster: { existing: { name: "shared" } }, gateway: { proxySubnet: "10.3.0.0/23" } },
      "cluster.existing.location: must be set, got nothing; use the zone or region of the cluster, such as europe-west4-a [MissingKey]",
    ],
    [
      { nodePools: { accelerators: { "tpu-v6e-4": { minNode: 1 } } } },
      "nodePools.accelerators.tpu-v6e-4.minNode: must be a known key, got 1; did you mean `minNodes`? Known are: maxNodes, minNodes, consumption, reservation, gpuDriver, gpuSharing, topology, nodeLabels [UnknownKey]",
    ],
    [
      { huggingFaceToken: "hf_plain" },
      "huggingFaceToken: must be encrypted, got an unencrypted value; run `pulumi config set --secret switchyard:huggingFaceToken`, and revoke a token that others may have seen [InvalidValue]",
    ],
    [
      { prices: { cluster: -1 } },
      "prices.cluster: must be at least 0, got -1; give USD an hour [OutOfRange]",
    ],
  ])("%j", (change, ...expected) => {
    expect(problemsOf({ ...good, ...change })).toEqual(expected);
  });
});

test("everything that is wrong is reported at once", () => {
  const models = [{ ...qwen, replicas: -1, colour: "red" }, phi, qwen];

  expect(
    problemsOf({ zone: "here", accelerator: "tpu-v6e-4", models, gatway: {} }).map(
      (line) => line.split(":", 1)[0],
    ),
  ).toEqual(["models[0].replicas", "models[0].colour", "zone", "gatway", "models[2].model"]);
});

test("something that is no configuration at all", () => {
  expect(problemsOf("models")).toEqual([
    'switchyard: must be a mapping of keys to values, got "models"; pass an object [WrongType]',
  ]);
});

test("what has to be removed need not be corrected first", () => {
  const gateway = { proxySubnet: "10.3.0.0/23" };
  const network = { existing: { network: "prod" } };

  expect(problemsOf({ ...good, gateway, cluster: { kubeconfig: "/kube/config" }, network })).toEqual([
    'network.existing: must be left out with cluster.kubeconfig, which is used as it is, got {"network":"prod"}; remove it, ' +
      "or remove cluster.kubeconfig to create a new cluster in this network [NotApplicable]",
  ]);
  expect(
    problemsOf({ ...good, gateway, network: { existing: { ...network.existing, podsRange: "p" } } }),
  ).toEqual([
    "network.existing.subnetwork: must be set, got nothing; use the name of the network's subnet in the cluster's region; for a " +
      "shared VPC its path in the host project [MissingKey]",
    "network.existing.servicesRange: must be set, got nothing; use the name of the subnet's secondary range for Services " +
      "[MissingKey]",
  ]);
});
