const powers: Readonly<Record<string, number>> = {
  k: 1e3,
  m: 1e6,
  g: 1e9,
  t: 1e12,
  K: 2 ** 10,
  M: 2 ** 20,
  G: 2 ** 30,
  T: 2 ** 40,
};

/**
 * A number of tokens as vLLM reads it: `8k` is 8000, `8K` is 8192, and `-1` stands for `auto`. `undefined` for what it
 * refuses. From vllm v0.32.0 `utils/argparse_utils.py`, `human_readable_int_or_auto`.
 */
export function tokenCount(text: string): number | "auto" | undefined {
  const value = text.trim();
  if (value === "-1" || value.toLowerCase() === "auto") return "auto";
  const [, digits, fraction = "", unit] = /^(\d+)(\.\d+)?([kmgtKMGT])?$/.exec(value) ?? [];
  if (digits === undefined) return undefined;
  if (unit === undefined) return fraction === "" ? Number(digits) : undefined;
  const isBinary = unit === unit.toUpperCase();
  return isBinary && fraction !== ""
    ? undefined
    : Math.floor(Number(`${digits}${fraction}`) * (powers[unit] ?? 1));
}
