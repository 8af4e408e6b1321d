import { acceleratorNames, accelerator, type Accelerator } from "../../../components/accelerators/table";

/** A Compute Engine machine type. */
export interface MachineType {
  readonly cpu: number;
  readonly memoryGiB: number;
  /** Accelerators that it may have, one row for each number of them. */
  readonly accelerators: readonly Accelerator[];
  /** Whether it also comes without accelerators. */
  readonly plain: boolean;
}

/** General-purpose machines. Source: Google Cloud's machine-family pages, read 2026-08. */
const families: ReadonlyMap<string, { readonly gibPerCpu: number; readonly cpus: readonly number[] }> =
  new Map([
    ["e2-standard", { gibPerCpu: 4, cpus: [2, 4, 8, 16, 32] }],
    ["n1-standard", { gibPerCpu: 3.75, cpus: [1, 2, 4, 8, 16, 32, 64, 96] }],
    ["n2-standard", { gibPerCpu: 4, cpus: [2, 4, 8, 16, 32, 48, 64, 80] }],
    ["c3-standard", { gibPerCpu: 4, cpus: [4, 8, 22, 44, 88, 176] }],
  ]);

/** Machines whose name does not say their size. */
const named: ReadonlyMap<string, Pick<MachineType, "cpu" | "memoryGiB">> = new Map([
  ["e2-medium", { cpu: 2, memoryGiB: 4 }],
]);

/** A machine type by its name, or undefined where there is none that the simulation knows. */
export function machineType(name: string): MachineType | undefined {
  const general = named.get(name) ?? generalMachine(name);
  const rows = acceleratorNames.map(accelerator).filter((row) => row.machineType === name);
  const size = general ?? rows[0];
  if (size === undefined) return undefined;
  const { cpu, memoryGiB } = size;
  return { cpu, memoryGiB, accelerators: rows, plain: general !== undefined };
}

function generalMachine(name: string): Pick<MachineType, "cpu" | "memoryGiB"> | undefined {
  const dash = name.lastIndexOf("-");
  const family = families.get(name.slice(0, dash));
  const cpu = Number(name.slice(dash + 1));
  if (family?.cpus.includes(cpu) !== true) return undefined;
  return { cpu, memoryGiB: cpu * family.gibPerCpu };
}
