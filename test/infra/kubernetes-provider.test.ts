import { kubeconfigAccess, kubernetesProvider } from "../../infra/kubernetes-provider";
import type { ClusterAccess } from "../../infra/kubernetes-provider";
import type { KubeconfigTarget } from "../../infra/stack-spec";
import { recordResources } from "../support/record-resources";
import { refusal } from "../support/thrown";

const target: KubeconfigTarget = {
  kind: "kubeconfig",
  kubeconfig: undefined,
  kubeconfigVariable: undefined,
  context: undefined,
};

async function providerInputs(access: () => ClusterAccess) {
  const { registered } = await recordResources(() => {
    kubernetesProvider(access());
  });
  return registered.map(({ type, name, inputs }) => ({ type, name, inputs }));
}

function accessTo(change: Partial<KubeconfigTarget>, environment: NodeJS.ProcessEnv = {}) {
  return () => kubeconfigAccess("mine", { ...target, ...change }, environment);
}

test("the provider has the kubeconfig of the file, and the stack as the cluster's identity", async () => {
  expect(await providerInputs(accessTo({ kubeconfig: "/kube/config", context: "prod" }))).toEqual([
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
  const access = accessTo({ kubeconfigVariable: "MY_KUBE" }, { MY_KUBE: "/tmp/kube" });
  const [provider] = await providerInputs(access);

  expect(provider?.inputs).toMatchObject({ kubeconfig: "/tmp/kube" });
  expect(provider?.inputs).not.toHaveProperty("context");
});

test.each([{}, { MY_KUBE: "" }])("a variable that is not set is refused: %j", (environment) => {
  expect(refusal(accessTo({ kubeconfigVariable: "MY_KUBE" }, environment))).toBe(
    'invalid configuration of stack "mine" (1 problem)\n' +
      "  - cluster.kubeconfigVariable: must name a variable that holds the kubeconfig's path, got MY_KUBE, which is not set; " +
      'run `eval "$(npm run --silent local -- env)"` for the laptop cluster, or set it [MissingEnvironment]',
  );
});

test("a context without a file is refused, even where the user has a kubeconfig", () => {
  expect(refusal(accessTo({ context: "prod" }, { KUBECONFIG: "/home/me/.kube/config" }))).toBe(
    'invalid configuration of stack "mine" (1 problem)\n' +
      "  - cluster.kubeconfig: must name the file that contains the context, got nothing; " +
      "set it, or `kubeconfigVariable` [MissingKey]",
  );
});
