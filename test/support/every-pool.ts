import { accelerator, acceleratorNames } from "../../components/accelerators/table";
import type { AcceleratorName } from "../../components/accelerators/table";
import { planAcceleratorPools } from "../../components/gke/node-pools/accelerator-pools";
import type { AcceleratorPoolSpec } from "../../components/gke/node-pools/accelerator-pools";

/** The accelerators of a zone. */
export interface AcceleratorsOf {
  readonly zone: string;
  /** Those that are left out. */
  readonly without: readonly string[];
}

/** No zone has all of them: H100s are the ones that the first lacks. */
const zones = ["europe-west4-a", "europe-west4-b"] as const;

/** Every accelerator, each in one of these zones. */
export const everyAccelerator: readonly AcceleratorsOf[] = zones.map((zone, index) => ({
  zone,
  without: acceleratorNames.filter((name) =>
    zones.slice(0, index).some((earlier) => accelerator(name).zones.includes(earlier)),
  ),
}));

/** The ways to pay for each accelerator, as the pools are called. */
export const everyWay: readonly string[] = acceleratorNames.flatMap((name) =>
  accelerator(name).consumption.map((consumption) => `${name}-${consumption}`),
);

/** A pool for each way to pay for each of them, and one whose GPUs are shared; the names say which. */
export function everyPool({ zone, without }: AcceleratorsOf): readonly AcceleratorPoolSpec[] {
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
