/** All that a stack makes on Google Cloud, with a node pool for every accelerator of a zone and every way to pay for it. */
import { Provider } from "@pulumi/gcp/provider";
import { z } from "zod";
import { checkedPlatform } from "../../../components/gke/checked-platform.pulumi";
import { resolveGke } from "../../../components/gke/gke";
import { regionOfZone } from "../../../components/gke/region-of-zone";
import { systemPods } from "../../../components/gke/node-pools/system-pods";
import { everyPool } from "../../support/every-pool";
import type { AcceleratorsOf } from "../../support/every-pool";

const project = "my-project";

const optionsSchema: z.ZodType<AcceleratorsOf> = z.object({
  zone: z.string(),
  without: z.array(z.string()),
});

/** Called by the engine. */
export function program(): object {
  const options = optionsSchema.parse(JSON.parse(process.env["PROGRAM_OPTIONS"] ?? "{}"));
  const { zone } = options;
  const provider = new Provider("gcp", { project, region: regionOfZone(zone) });
  const spec = resolveGke({
    ...{ stack: "every-pool", zone, proxySubnet: "10.129.0.0/23", systemPods: systemPods(2, 1) },
    ...{ models: [], cluster: { deletionProtection: false } },
  });
  if (spec.kind === "existing") throw new Error("a cluster was to be made");
  const acceleratorPools = everyPool(options);
  const { clusterName } = checkedPlatform("gke", { ...spec, acceleratorPools }, { project, provider });
  return { clusterName };
}
