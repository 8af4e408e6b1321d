import type { Problem } from "../problems/problems";
import { requiredContext } from "./context";
import type { MaxModelLen } from "./context";
import { holds, longestContext, memoryNeed } from "./memory-need";
import type { Chips, MemoryNeed, ModelDemand } from "./memory-need";
import { accelerator, acceleratorNames } from "./table";
import type { AcceleratorName } from "./table";
import { checkTensorParallelSize, isPowerOfTwo, splitFault, tensorParallelSizes } from "./tensor-parallel";

/** The memory and chips that one model server needs. */
export interface MemoryDemand extends ModelDemand, Chips {
  /** Where the user described the model. */
  readonly path: string;
  /** Longest context; `undefined` leaves it to the model. */
  readonly maxModelLen: MaxModelLen | undefined;
}

/** Proposals leave room to spare for concurrent requests. */
const spareFactor = 1.1;

/** Proposed contexts are multiples of this many tokens. */
const contextStep = 1024;

/**
 * Whether a model can be split across its chips, and whether its weights and the cache for one request of its context fit
 * into their memory. Refuses only what is certain to fail; an unknown model never is.
 */
export function checkMemory(demand: MemoryDemand): readonly Problem[] {
  const wrongSize = checkTensorParallelSize(demand.path, demand.accelerator, demand.tensorParallelSize);
  if (wrongSize.length > 0) return wrongSize;
  return [...checkSplit(demand), ...checkRoom(demand)];
}

function checkSplit(demand: MemoryDemand): readonly Problem[] {
  const { path, accelerator: name, tensorParallelSize: size } = demand;
  const fault = splitFault(demand, size, accelerator(name).kind);
  if (fault === undefined) return [];
  const sizes = tensorParallelSizes(demand, name).filter((one) => suits(demand, name, one));
  const choices = [
    ...(sizes.length > 0 ? [`set tensorParallelSize to ${either(sizes)}`] : []),
    ...shapeChoices(demand),
  ];
  const part = fault.code === "HeadsNotDivisible" ? "have heads" : "have FP8 blocks";
  return [
    {
      code: fault.code,
      path: size === accelerator(name).chips ? path : `${path}.tensorParallelSize`,
      rule: `must ${part} that ${chipsOf(size, name)} divide evenly`,
      got: fault.what,
      fix: choices.length > 0 ? choices.join(", or ") : noShape,
    },
  ];
}

function checkRoom(demand: MemoryDemand): readonly Problem[] {
  const { path, accelerator: name, model, maxModelLen, tensorParallelSize: size } = demand;
  const need = memoryNeed(demand, demand);
  const context = requiredContext(model, demand, maxModelLen);
  if (need === undefined || holds(need, context ?? 0)) return [];
  const cacheGiB = need.cacheGiBPerToken * (context ?? 0);
  const whose = maxModelLen === context ? "a" : "the model's own";
  const cache = cacheGiB > 0 ? ` and ${gib(cacheGiB)} of cache for ${whose} context of ${context}` : "";
  const place = size === accelerator(name).chips ? name : chipsOf(size, name);
  return [
    {
      code: "TooLittleMemory",
      path,
      rule: `must fit in the memory of ${place}, of which vLLM uses ${gib(need.usableGiB)}, ${gib(need.overheadGiB)} of them for itself`,
      got: `${need.isLeast ? "at least " : ""}${gib(need.weightsGiB)} of weights${cache}`,
      fix: fixFor(demand, need, cacheGiB > 0),
    },
  ];
}

function fixFor(demand: MemoryDemand, need: MemoryNeed, hasCache: boolean): string {
  const { accelerator: name, tensorParallelSize, replicasPerNode } = demand;
  const shapes = shapeChoices(demand);
  const wider = tensorParallelSizes(demand, name).filter(
    (size) => size > tensorParallelSize && suits(demand, name, size),
  );
  return [
    ...(wider.length > 0 ? [`set tensorParallelSize to ${either(wider)}`] : []),
    ...shapes,
    ...(wider.length + shapes.length > 0 ? [] : [noShape]),
    ...(hasCache ? contextChoices(demand, need) : []),
    ...(replicasPerNode > 1 ? ["share the GPU among fewer"] : []),
    ...(demand.weightsGiB === undefined ? [smallerWeights] : []),
  ].join(", or ");
}

const noShape =
  "use a smaller model or one with fewer bits in a weight, since no single node of the table holds this one";

const smallerWeights =
  "set weightsGiB, or name the method with --quantization in extraArgs, if its weights take less";

/**
 * Other shapes known to hold the model, each with all its chips unless the user chose fewer. A chosen size that is not worth
 * proposing is not kept.
 */
function shapeChoices(demand: MemoryDemand): readonly string[] {
  const { accelerator: refused, tensorParallelSize: chosen } = demand;
  const isChosen = chosen < accelerator(refused).chips;
  const isKept = isChosen && isPowerOfTwo(chosen);
  const names = acceleratorNames.filter((name) => {
    const { chips } = accelerator(name);
    return name !== refused && suits({ ...demand, replicasPerNode: 1 }, name, isKept ? chosen : chips);
  });
  const leaveOut = isChosen && !isKept ? "leave tensorParallelSize out and " : "";
  return names.length > 0 ? [`${leaveOut}use one of ${names.join(", ")}`] : [];
}

/** Whether a model runs on so many chips of an accelerator, with the same context and room to spare. */
function suits(demand: MemoryDemand, name: AcceleratorName, tensorParallelSize: number): boolean {
  const chips = { ...demand, accelerator: name, tensorParallelSize };
  if (checkTensorParallelSize("", name, tensorParallelSize).length > 0) return false;
  if (splitFault(demand, tensorParallelSize, accelerator(name).kind) !== undefined) return false;
  const need = memoryNeed(demand, chips);
  const context = requiredContext(demand.model, chips, demand.maxModelLen) ?? 0;
  return need === undefined || holds(need, context, spareFactor);
}

function contextChoices(demand: MemoryDemand, need: MemoryNeed): readonly string[] {
  const tokens = Math.floor(longestContext(need, spareFactor) / contextStep) * contextStep;
  const auto = accelerator(demand.accelerator).kind === "gpu" ? "auto, or to " : "";
  return tokens < contextStep ? [] : [`set maxModelLen to ${auto}${tokens} or less`];
}

function chipsOf(size: number, name: AcceleratorName): string {
  const { chips } = accelerator(name);
  if (size === 1) return `one chip of ${name}`;
  return size === chips ? `the ${chips} chips of ${name}` : `${size} chips of ${name}`;
}

function either(sizes: readonly number[]): string {
  const [last, ...others] = [...sizes].reverse();
  return others.length === 0 ? String(last) : `${others.reverse().join(", ")} or ${last}`;
}

function gib(amount: number): string {
  return `${Math.round(amount * 10) / 10} GiB`;
}
