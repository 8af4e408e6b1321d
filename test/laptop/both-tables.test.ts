/**
 * The simulated cloud has a catalogue of its own, read from other sources than the product's table, so that it can find the
 * product wrong. Here the two are compared. A difference is either a mistake, in one of them, or one of those that are known.
 */
import { acceleratorNames, accelerator } from "../../components/accelerators/table";
import type { Accelerator } from "../../components/accelerators/table";
import { planAcceleratorPools } from "../../components/gke/node-pools/accelerator-pools";
import { systemMachines } from "../../components/gke/node-pools/system-machines";
import { machineType } from "@switchyard/simulated-gcp/catalogue/machine-types";
import type { MachineType } from "@switchyard/simulated-gcp/catalogue/machine-types";

/**
 * Zones that the snapshots of Google's list (the product's is the newer one) do not agree on. A zone of the product's that the
 * simulation does not have cannot be tried on a laptop.
 */
const knownDifferences = [
  "a2-highgpu-1g: asia-southeast1-a only in the product's table",
  "a2-highgpu-2g: asia-southeast1-a only in the product's table",
  "a2-highgpu-4g: asia-southeast1-a only in the product's table",
  "a2-highgpu-8g: asia-southeast1-a only in the product's table",
  "a3-highgpu-1g: europe-west8-c only in the catalogue",
  "a3-highgpu-2g: europe-west8-c only in the catalogue",
  "a3-highgpu-4g: europe-west8-c only in the catalogue",
  "g2-standard-24: northamerica-northeast1-c only in the product's table",
  "g2-standard-48: northamerica-northeast1-c only in the product's table",
  "g2-standard-8: northamerica-northeast1-c only in the product's table",
  "g2-standard-96: northamerica-northeast1-c only in the product's table",
  "n1-standard-8: us-east1-b only in the product's table",
];

test("the product's accelerators are the catalogue's, but for zones that are known to differ", () => {
  const differences = acceleratorNames.flatMap((name) => differencesOf(accelerator(name)));

  expect([...new Set(differences)].sort()).toEqual(knownDifferences);
});

test.each(acceleratorNames)("a node of %s starts from the disk that its pool asks for", (name) => {
  const [pool] = planAcceleratorPools([{ accelerator: name, replicas: 1 }], {});

  expect(machineType(pool?.machineType ?? "")?.bootDisks.types).toContain(pool?.diskType);
});

test.each(Object.entries(systemMachines))("the system's %s is as large as it is said to be", (name, size) => {
  expect(machineType(name)).toMatchObject({ cpu: size.cpu, memoryGiB: size.memoryGiB, plain: true });
});

function differencesOf(row: Accelerator): readonly string[] {
  const machine = machineType(row.machineType);
  if (machine === undefined) return [`${row.machineType}: not in the catalogue`];
  const facts = [
    ...[["cpu", row.cpu, machine.cpu] as const, ["memoryGiB", row.memoryGiB, machine.memoryGiB] as const],
    ["accelerators", acceleratorsOf(row), acceleratorsIn(machine, row)] as const,
    ["on demand", row.consumption.includes("on-demand"), machine.onDemand] as const,
  ];
  return [
    ...facts
      .filter(([, ours, theirs]) => ours !== theirs)
      .map(
        ([what, ours, theirs]) =>
          `${machine.name}: ${what} ${ours} in the product's table, ${theirs} in the catalogue`,
      ),
    ...only(row.zones, machine.zones ?? [], "product's table", machine.name),
    ...only(machine.zones ?? [], row.zones, "catalogue", machine.name),
  ];
}

function acceleratorsOf(row: Accelerator): string {
  return `${row.chips} ${row.gkeType}${row.kind === "tpu" ? ` ${row.topology}` : ""}`;
}

/** Where a machine takes several sets of GPUs, the one that the row means. */
function acceleratorsIn({ gpus, tpu }: MachineType, { chips }: Accelerator): string {
  if (tpu !== undefined) return `${tpu.chips} ${tpu.type} ${tpu.topology}`;
  const set = gpus.find(({ count }) => count === chips);
  return set === undefined ? "none" : `${set.count} ${set.type}`;
}

function only(
  these: readonly string[],
  others: readonly string[],
  place: string,
  name: string,
): readonly string[] {
  return these
    .filter((zone) => !others.includes(zone))
    .map((zone) => `${name}: ${zone} only in the ${place}`);
}
