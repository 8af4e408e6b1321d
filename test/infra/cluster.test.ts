import type { ClusterConfig } from "../../infra/config/stack-config";
import { clusterProvider } from "../../infra/cluster";
import { resolveStack } from "../../infra/stack-spec";
import { recordResources } from "../support/record-resources";
import { refusal } from "../support/thrown";

function specWith(cluster: ClusterConfig | undefined) {
  const models = [{ model: "acme/Alpha-7B" }];
  return resolveStack("mine", { zone: "europe-west4-a", accelerator: "tpu-v6e-4", models, cluster });
}

async function providerInputs(cluster: ClusterConfig, environment: NodeJS.ProcessEnv = {}) {
  const { registered } = await recordResources(() => {
    clusterProvider(specWith(cluster), environment);
  });
  return registered.map(({ type, name, inputs }) => ({ type, name, inputs }));
}

test("the provider has the kubeconfig of the file, and the stack as the cluster's identity", async () => {
  expect(await providerInputs({ kubeconfig: "/kube/config", context: "prod" })).toEqual([
    {
      type: "pulumi:providers:kubernetes",
      name: "cluster",
      inputs: {
        kubeconfig: "/kube/config",
        context: "prod",
        clusterIdentifier: "mine",
        enableServerSideApply: "true",
        enableConfigMapMutable: "true",
      },
    },
  ]);
});

test("a variable may name the kubeconfig; the context is then the file's own", async () => {
  const [provider] = await providerInputs({ kubeconfigVariable: "MY_KUBE" }, { MY_KUBE: "/tmp/kube" });

  expect(provider?.inputs).toMatchObject({ kubeconfig: "/tmp/kube" });
  expect(provider?.inputs).not.toHaveProperty("context");
});

test.each([{}, { MY_KUBE: "" }])("a variable that is not set is refused: %j", (environment) => {
  const act = () => clusterProvider(specWith({ kubeconfigVariable: "MY_KUBE" }), environment);

  expect(refusal(act)).toBe(
    'invalid configuration of stack "mine" (1 problem)\n' +
      "  - cluster.kubeconfigVariable: must name a variable that holds the kubeconfig's path, got MY_KUBE, which is not set; " +
      'run `eval "$(npm run --silent local -- env)"` for the laptop cluster, or set it [MissingEnvironment]',
  );
});

test.each([undefined, { context: "prod" }])("a stack without a cluster is refused: %j", (cluster) => {
  expect(refusal(() => clusterProvider(specWith(cluster), { KUBECONFIG: "/home/me/.kube/config" }))).toBe(
    'invalid configuration of stack "mine" (1 problem)\n' +
      "  - cluster.kubeconfig: must name the kubeconfig of a cluster to deploy to, got nothing; " +
      "set it, or write the objects as YAML with `npm run synth` [MissingKey]",
  );
});
