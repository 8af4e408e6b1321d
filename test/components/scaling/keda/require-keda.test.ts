import { RunError, log, output } from "@pulumi/pulumi";
import type { Input, Resource } from "@pulumi/pulumi";
import {
  dependenciesAfterKedaCheck,
  requireKeda,
} from "../../../../components/scaling/keda/require-keda.pulumi";
import { readKeda } from "../../../../components/scaling/keda/read-keda.pulumi";
import { resolveStack } from "../../../../infra/resolve-stack";
import { FakeProvider, recordResources } from "../../../support/record-resources";
import { versions } from "../../../../components/versions";

jest.mock("../../../../components/scaling/keda/read-keda.pulumi");
jest.mock("@pulumi/pulumi", () => ({
  ...jest.requireActual<object>("@pulumi/pulumi"),
  log: { warn: jest.fn() },
}));

const config = {
  zone: "europe-west4-a",
  accelerator: "tpu-v6e-4",
  models: [{ model: "acme/Alpha-7B" }],
} as const;
const plain = resolveStack("mine", config);
const scaling = resolveStack("mine", { ...config, scaleToZero: true });
const relying = resolveStack("mine", { ...config, scaleToZero: true, keda: { install: false } });
const none = { scaledObjects: undefined, externalMetrics: undefined };

beforeEach(() => {
  jest.mocked(readKeda).mockReset().mockResolvedValue(none);
  jest.mocked(log.warn).mockReset();
});

/** What the check hands over, and the resource that it should. */
async function after(spec: typeof plain, kubeconfig: Input<string>) {
  const made: { readonly pool: Resource; readonly result: Input<Resource[]> }[] = [];
  await recordResources(() => {
    const pool = new FakeProvider("pool");
    made.push({
      pool,
      result: dependenciesAfterKedaCheck(spec, { kubeconfig, context: "prod", dependsOn: [pool] }),
    });
  });
  const [{ pool, result } = {}] = made;
  return { pool, result };
}

async function valueOf(result: Input<Resource[]> | undefined): Promise<unknown> {
  return new Promise((resolve) => {
    output(result).apply(resolve);
  });
}

test("a stack without the flag asks nobody, and does not wait either", async () => {
  const { pool, result } = await after(plain, "/kube/config");

  expect(result).toEqual([pool]);
  expect(readKeda).not.toHaveBeenCalled();
});

test("a cluster that suits is handed on, having been read as it is reached", async () => {
  const { pool, result } = await after(scaling, output("/kube/config"));

  expect(await valueOf(result)).toEqual([pool]);
  expect(readKeda).toHaveBeenCalledWith({ kubeconfig: "/kube/config", context: "prod" });
  expect(log.warn).not.toHaveBeenCalled();
});

const known = { kubeconfig: "/kube/config", context: undefined };

test("a cluster that does not suit is refused by a message without a stack trace", async () => {
  jest.mocked(readKeda).mockResolvedValue({
    ...none,
    scaledObjects: {
      metadata: { labels: { "app.kubernetes.io/version": versions.keda } },
      spec: { versions: [] },
    },
  });

  await expect(requireKeda(scaling, known)).rejects.toThrow(
    new RunError(
      'invalid cluster of stack "mine" (1 problem)\n' +
        "  - keda.install: must be false where the cluster has a KEDA that this stack did not install: there can be only one, " +
        `got KEDA ${versions.keda}; set it to false, and \`keda.namespace\` to the namespace that KEDA runs in [KedaPresent]`,
    ),
  );
  await expect(requireKeda(scaling, known)).rejects.toBeInstanceOf(RunError);
});

test("where the environment says that there is one, so does the message", async () => {
  await expect(requireKeda(relying, known, true)).rejects.toThrow(
    'invalid cluster of stack "mine", which SWITCHYARD_KEDA=external says has KEDA (1 problem)\n  - keda.install: may be false only',
  );
});

test("what a stack says of KEDA decides", async () => {
  await expect(requireKeda(relying, known)).rejects.toThrow("[KedaMissing]");
  await expect(requireKeda(scaling, known)).resolves.toBeUndefined();
});

test.each([new Error("its API server answers 403"), "its API server answers 403"])(
  "a cluster that does not tell is left to the provider, with a warning: %p",
  async (reason) => {
    jest.mocked(readKeda).mockRejectedValue(reason);
    const { pool, result } = await after(relying, "/kube/config");

    expect(await valueOf(result)).toEqual([pool]);
    expect(jest.mocked(log.warn).mock.calls).toEqual([
      ["could not check whether the cluster has KEDA: its API server answers 403"],
    ]);
  },
);

test("nobody is asked before it is known how the cluster is reached", async () => {
  const kubeconfig = new Promise<string>(() => undefined);
  await after(scaling, kubeconfig);

  expect(readKeda).not.toHaveBeenCalled();
});
