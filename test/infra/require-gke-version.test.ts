import { RunError } from "@pulumi/pulumi";
import { resolveGke } from "../../components/gke/gke";
import type { GkeProps } from "../../components/gke/gke";
import { requireGkeVersion } from "../../infra/require-gke-version";
import { versions } from "../../components/versions";

const props: GkeProps = {
  stack: "mine",
  zone: "europe-west4-a",
  proxySubnet: "10.129.0.0/23",
  models: [],
  systemPods: [],
};
const made = resolveGke(props);
const found = resolveGke({
  ...props,
  cluster: { existing: { name: "corp", location: "europe-west4" } },
});

test.each([made, found])("a control plane that is new enough passes", (spec) => {
  expect(() => {
    requireGkeVersion("mine", spec, "1.35.8-gke.1123000");
  }).not.toThrow();
});

test("one that the channel made too old is refused with the way to a newer one, by a message without a stack trace", () => {
  expect(() => {
    requireGkeVersion("mine", made, "1.33.4-gke.1350000");
  }).toThrow(
    new RunError(
      'invalid cluster of stack "mine" (1 problem)\n' +
        `  - cluster: must be GKE ${versions.gkeMinimum} or newer, which serves the Gateway API and InferencePool v1, got ` +
        '1.33.4-gke.1350000; set cluster.version to "1.34" or newer, which upgrades the control plane, and run ' +
        "`pulumi up --refresh` [ClusterTooOld]",
    ),
  );
});

test("somebody else's is refused with the command that upgrades it", () => {
  const require = () => {
    requireGkeVersion("mine", found, "1.34.0-gke.1");
  };

  expect(require).toThrow(RunError);
  expect(require).toThrow(
    'invalid cluster of stack "mine" (1 problem)\n' +
      `  - cluster.existing: must be GKE ${versions.gkeMinimum} or newer, which serves the Gateway API and InferencePool v1, got ` +
      "1.34.0-gke.1; upgrade its control plane: `gcloud container clusters upgrade corp --location europe-west4 --master " +
      "--cluster-version 1.34` [ClusterTooOld]",
  );
});
