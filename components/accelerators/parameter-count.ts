const billion = 1e9;
const million = 1e6;

/** Share of its experts' parameters that a mixture has: they share attention. Mixtral 8x7B has 46.7 of 56 billion. */
const mixtureShare = 0.8;

/**
 * Families whose names give the parameters that a token uses, or that are kept in fast memory, with all that they have.
 * Sources: Google's "Introducing Gemma 3n" ("raw parameter count of 5B and 8B") and the card of Gemma 4 E2B (5.1 billion
 * with embeddings), and that of OLMoE ("1B active and 7B total parameters"). Llama 4 is in the table of architectures.
 */
const families: readonly (readonly [start: string, parameters: number])[] = [
  ["gemma-3n-e2b", 5 * billion],
  ["gemma-3n-e4b", 8 * billion],
  ["gemma-4-e2b", 5.1 * billion],
  ["olmoe-1b-7b", 7 * billion],
];

/** `17B-16E`: what a token uses, and how many experts there are. That does not give the total. */
const activeOfExperts = /(?<![a-z0-9.])\d+(?:\.\d+)?b-\d+e(?![a-z0-9])/;

/**
 * `7B`, `0.5b`, `8x7B`, `135M`, and `1_8b` for 1.8 billion, but neither `A3B` (active parameters) nor `4k` (context), nor the
 * version in `3_70b`.
 */
const size = /(?<![a-z0-9.])(?:(\d+)x)?(\d+(?:\.\d+)?|\d_\d)([bm])(?![a-z0-9])/g;

/**
 * Parameters that a model's name speaks of, rounded as the name rounds them; `undefined` where it speaks of none. Of
 * several sizes the smallest of those in billions counts, so that a doubt makes the model small: `8B-distilled-from-70B`
 * has 8 billion, and `7B-Instruct-1M`, with a context of a million, has 7.
 */
export function parameterCount(model: string): number | undefined {
  const name = modelName(model);
  const family = families.find(([start]) => name === start || name.startsWith(`${start}-`));
  if (family !== undefined) return family[1];
  return activeOfExperts.test(name) ? undefined : namedSize(name);
}

function namedSize(name: string): number | undefined {
  const sizes = Array.from(name.matchAll(size), ([, experts, count = "", unit]) => ({
    unit,
    parameters:
      Number(count.replace("_", ".")) *
      (unit === "b" ? billion : million) *
      (experts === undefined ? 1 : Number(experts) * mixtureShare),
  }));
  const inBillions = sizes.filter(({ unit }) => unit === "b");
  const counted = (inBillions.length > 0 ? inBillions : sizes).map(({ parameters }) => parameters);
  return counted.length === 0 ? undefined : Math.min(...counted);
}

/** The last part of a Hugging Face name or of a path, in lower case. */
export function modelName(model: string): string {
  return model.toLowerCase().replace(/\/+$/, "").split("/").at(-1) ?? "";
}
