import { parseStackConfig } from "../../../infra/config/parse-stack-config";
import { problemLines } from "../../support/thrown";

const phi = { model: "microsoft/Phi-3-mini-4k-instruct" };
const good = { zone: "europe-west4-a", accelerator: "tpu-v6e-4", models: [phi] };

const problemsOf = (value: unknown): readonly string[] => problemLines(() => parseStackConfig("tpu", value));

const modelKeys =
  "model, accelerator, name, replicas, task, maxModelLen, tensorParallelSize, weightsGiB, requestTimeoutSec, " +
  "startupTimeoutSec, aliases, adapters, huggingFaceToken, image, probes, env, extraArgs, patches, scaleToZero, minReplicas, maxReplicas, coolDownSec, coldStartSec, holdSec, queue, variants";

describe("an unknown key", () => {
  test("of the stack", () => {
    expect(problemsOf({ ...good, acelerator: "nvidia-l4" })).toEqual([
      'acelerator: must be a known key, got "nvidia-l4"; did you mean `accelerator`? ' +
        "Known are: models, zone, accelerator, namespace, gateway, router, nodePools, scaleToZero, wake, holdSec, keda, network, cluster, prices, huggingFaceToken [UnknownKey]",
    ]);
  });

  test("of a model", () => {
    expect(problemsOf({ ...good, models: [{ ...phi, replica: 2 }] })).toEqual([
      `models[0].replica: must be a known key, got 2; did you mean \`replicas\`? Known are: ${modelKeys} [UnknownKey]`,
    ]);
  });

  test.each(["volumes", "tolerations", "nodeSelector"])("of a model that resembles none: %s", (key) => {
    expect(problemsOf({ ...good, models: [{ ...phi, [key]: [] }] })).toEqual([
      `models[0].${key}: must be a known key, got []; remove it, or use one of ${modelKeys} [UnknownKey]`,
    ]);
  });

  test("of the gateway", () => {
    expect(problemsOf({ ...good, gateway: { prot: 80 } })).toEqual([
      "gateway.prot: must be a known key, got 80; did you mean `port`? Known are: name, provider, exposure, port, protocol, proxySubnet, metricsNamespace, patches, catalogue [UnknownKey]",
    ]);
  });

  test("of an adapter and of a token", () => {
    const adapters = [{ name: "sql", source: "x", sorce: "y" }];
    const huggingFaceToken = { secretName: "hf", kee: "t" };

    expect(problemsOf({ ...good, models: [{ ...phi, adapters, huggingFaceToken }] })).toEqual([
      'models[0].adapters[0].sorce: must be a known key, got "y"; did you mean `source`? Known are: name, source, rank [UnknownKey]',
      'models[0].huggingFaceToken.kee: must be a known key, got "t"; did you mean `key`? Known are: secretName, key [UnknownKey]',
    ]);
  });
});
