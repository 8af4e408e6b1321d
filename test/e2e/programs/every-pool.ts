/** All that a stack makes on Google Cloud, with a node pool for every accelerator of a zone and every way to pay for it. */
import { Provider } from "@pulumi/gcp/provider";
import { z } from "zod";
import { accelerator, acceleratorNames, type AcceleratorName } from "../../../components/accelerators/table";
import { GkePlatform } from "../../../components/cloud/gke-platform";
import { planAcceleratorPools, type AcceleratorPoolSpec } from "../../../components/gke/accelerator-pools";
import { resolveGke } from "../../../components/gke/gke";
import { regionOfZone } from "../../../components/gke/region-of-zone";
import { systemPods } from "../../../components/gke/system-pods";

const project = "my-project";

const optionsSchema = z.object({
  /** Zone of all nodes. */
  zone: z.string(),
  /** Accelerators of other zones. */
  without: z.array(z.string()),
});

/** What a test says to the program. */
export type EveryPoolOptions = z.infer<typeof optionsSchema>;

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
  const { clusterName } = new GkePlatform("gke", { spec: { ...spec, acceleratorPools }, project, provider });
  return { clusterName };
}

/** The pools, whose names say what they are of. */
export function everyPool({ zone, without }: EveryPoolOptions): readonly AcceleratorPoolSpec[] {
  const names = acceleratorNames.filter(
    (name) => accelerator(name).zones.includes(zone) && !without.includes(name),
  );
  return names.flatMap(poolsOf);
}

function poolsOf(name: AcceleratorName): readonly AcceleratorPoolSpec[] {
  const { consumption: ways, kind } = accelerator(name);
  const shared = kind === "gpu" ? [{ consumption: ways[0], gpuSharing: { clientsPerGpu: 2 } }] : [];
  return [...ways.map((consumption) => ({ consumption })), ...shared].flatMap((way) => {
    // What is said of reservations counts only where they are the way to pay.
    const props = { reservation: "ours", ...way };
    const suffix = `${way.consumption ?? ""}${"gpuSharing" in way ? "-shared" : ""}`;
    return planAcceleratorPools([{ accelerator: name, replicas: 1 }], props).map((pool) => ({
      ...pool,
      name: `${name}-${suffix}`,
    }));
  });
}
