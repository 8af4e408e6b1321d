import type { V1Container, V1Pod } from "@kubernetes/client-node";

/** Amounts by resource name: CPUs, bytes, pods, accelerators. */
export type Resources = Readonly<Record<string, number>>;

const suffixFactors: Readonly<Record<string, number>> = {
  "": 1,
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** What the scheduler counts for a pod: its containers together, or the largest init container where that is more. */
export function podRequests(pod: V1Pod): Resources {
  const together = (pod.spec?.containers ?? []).map(containerRequests).reduce(add, {});
  const largest = (pod.spec?.initContainers ?? []).map(containerRequests).reduce(maximum, {});
  return { ...maximum(together, largest), pods: 1 };
}

/** Amounts from Kubernetes quantities such as `200m` and `4Gi`. */
export function parseResources(quantities: Readonly<Record<string, string>>): Resources {
  return Object.fromEntries(
    Object.entries(quantities).map(([name, quantity]) => [name, parseQuantity(quantity)]),
  );
}

/**
 * The number that a Kubernetes quantity stands for.
 * @throws Error when the text is not a quantity.
 */
export function parseQuantity(quantity: string): number {
  const [, number, suffix = ""] = /^([+-]?[\d.]+(?:[eE][+-]?\d+)?)([a-zA-Z]*)$/.exec(quantity) ?? [];
  const factor = suffixFactors[suffix];
  if (number === undefined || factor === undefined)
    throw new Error(`quantity: must be a number with a suffix such as m, k, Mi or Gi, got ${quantity}`);
  return Number(number) * factor;
}

/** Whether every requested amount is free. */
export function fitsInto(request: Resources, free: Resources): boolean {
  return Object.entries(request).every(([name, amount]) => amount <= (free[name] ?? 0));
}

/** `from` minus `amounts`. */
export function subtract(from: Resources, amounts: Resources): Resources {
  return Object.fromEntries(
    Object.entries(from).map(([name, amount]) => [name, amount - (amounts[name] ?? 0)]),
  );
}

function containerRequests(container: V1Container): Resources {
  return parseResources({ ...container.resources?.limits, ...container.resources?.requests });
}

function add(left: Resources, right: Resources): Resources {
  return combine(left, right, (a, b) => a + b);
}

function maximum(left: Resources, right: Resources): Resources {
  return combine(left, right, Math.max);
}

function combine(left: Resources, right: Resources, operation: (a: number, b: number) => number): Resources {
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  return Object.fromEntries([...names].map((name) => [name, operation(left[name] ?? 0, right[name] ?? 0)]));
}
