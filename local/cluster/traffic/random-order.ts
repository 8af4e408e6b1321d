/**
 * `count` items, each of `items` equally often to within one, in an order determined by the seed.
 */
export function randomOrder<T>(items: readonly T[], count: number, seed: number): readonly T[] {
  const random = seededRandom(seed);
  const rounds = Array.from({ length: Math.ceil(count / items.length) }, () => shuffled(items, random));
  // Every round is cut from one list, so that the surplus of the last one falls on models at random.
  return shuffled(rounds.flat().slice(0, count), random);
}

function shuffled<T>(items: readonly T[], random: () => number): readonly T[] {
  return items
    .map((item) => ({ item, rank: random() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item);
}

/** Mulberry32: numbers from 0 up to 1, the same ones for the same seed on every machine. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
