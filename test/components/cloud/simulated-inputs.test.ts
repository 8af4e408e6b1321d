import { GkePlatform } from "../../../components/cloud/gke-platform";
import { acceleratorNames, accelerator } from "../../../components/accelerators/table";
import { resolveGke } from "../../../components/gke/gke";
import type { GkeProps } from "../../../components/gke/gke";
import { systemPods } from "../../../components/gke/system-pods";
import { checkInputs } from "../../../local/simulated-gcp/check-inputs";
import { kindOf } from "../../../local/simulated-gcp/resources/kinds";
import { madeOnGoogle, recordCloud } from "../../support/google-cloud";

/** A stack with a model on every accelerator, so that every kind of pool is made. */
const everything: GkeProps = {
  stack: "all",
  zone: "us-central1-b",
  proxySubnet: "10.129.0.0/23",
  models: acceleratorNames.map((name) => ({ accelerator: name, replicas: 1 })),
  systemPods: systemPods(2, acceleratorNames.length),
};

const shared = acceleratorNames.filter((name) => {
  const { kind, chips } = accelerator(name);
  return kind === "gpu" && chips === 1;
});

const variants: readonly (readonly [string, Partial<GkeProps>])[] = [
  ["nothing but defaults", {}],
  ["spot nodes and the newest driver", { nodePools: { consumption: "spot", gpuDriver: "latest" } }],
  ["flex-start nodes", { nodePools: { consumption: "flex-start" } }],
  [
    "shared GPUs",
    {
      nodePools: {
        accelerators: Object.fromEntries(shared.map((name) => [name, { gpuSharing: { clientsPerGpu: 2 } }])),
      },
    },
  ],
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
    new GkePlatform("gke", { spec: resolveGke({ ...everything, ...more }), project: "my-project", provider });
  });
  const made = [...madeOnGoogle(recorded).values()];

  expect(made.length).toBeGreaterThan(14 + acceleratorNames.length);
  expect(
    made.flatMap(({ type, name, inputs }) =>
      checkInputs(kindOf(type), inputs).map(({ property, reason }) => `${name}.${property}: ${reason}`),
    ),
  ).toEqual([]);
});
