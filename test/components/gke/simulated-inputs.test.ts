import { GkePlatform } from "../../../components/gke/gke-platform.pulumi";
import type { GkeProps } from "../../../components/gke/gke";
import { systemPods } from "../../../components/gke/node-pools/system-pods";
import { checkInputs } from "@switchyard/simulated-gcp/check-inputs";
import { kindOf } from "@switchyard/simulated-gcp/resources/kinds";
import { madeOnGoogle, recordCloud } from "../../support/google-cloud";

const used = ["tpu-v6e-4", "nvidia-l4", "nvidia-l4-x4"] as const;

/** A stack with a model on each kind of accelerator: a TPU, one GPU, several GPUs. */
const everything: GkeProps = {
  stack: "all",
  zone: "us-central1-b",
  proxySubnet: "10.129.0.0/23",
  models: used.map((name) => ({ accelerator: name, replicas: 1 })),
  systemPods: systemPods(2, used.length),
};

const variants: readonly (readonly [string, Partial<GkeProps>])[] = [
  ["nothing but defaults", {}],
  ["spot nodes and the newest driver", { nodePools: { consumption: "spot", gpuDriver: "latest" } }],
  [
    "nodes of a reservation",
    {
      nodePools: {
        consumption: "reservation",
        accelerators: Object.fromEntries(used.map((name) => [name, { reservation: `block-of-${name}` }])),
      },
    },
  ],
  [
    "a version and times without upgrades",
    {
      cluster: {
        version: "1.35",
        maintenance: {
          exclusions: [{ name: "a", start: "2026-12-20T00:00:00Z", end: "2027-01-03T00:00:00Z" }],
        },
      },
    },
  ],
  ["flex-start nodes", { nodePools: { consumption: "flex-start" } }],
  ["a shared GPU", { nodePools: { accelerators: { "nvidia-l4": { gpuSharing: { clientsPerGpu: 2 } } } } }],
  [
    "a regional cluster that listed networks reach",
    {
      cluster: {
        location: "region",
        releaseChannel: "rapid",
        deletionProtection: false,
        authorizedNetworks: [{ cidr: "203.0.113.0/24", name: "office" }, { cidr: "198.51.100.7/32" }],
      },
    },
  ],
];

test.each(variants)("the simulated Google Cloud knows every field of %s", async (_, more) => {
  const recorded = await recordCloud((provider) => {
    new GkePlatform("gke", { ...everything, ...more, project: "my-project", provider });
  });
  const made = [...madeOnGoogle(recorded).values()];

  expect(made).toHaveLength(16 + used.length);
  expect(
    made.flatMap(({ type, name, inputs }) =>
      checkInputs(kindOf(type), inputs).map(({ property, reason }) => `${name}.${property}: ${reason}`),
    ),
  ).toEqual([]);
});
