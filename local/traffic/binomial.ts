/**
 * How probable it is that a count is at least as far from what is expected, on its side, as one that was seen.
 * @param trials how often something was tried.
 * @param probability of success of each.
 * @param seen how often it succeeded.
 */
export function binomialTail(trials: number, probability: number, seen: number): number {
  const isBelow = seen <= trials * probability;
  const [from, to] = isBelow ? [0, seen] : [seen, trials];
  let sum = 0;
  for (let count = from; count <= to; count++) sum += probabilityOf(trials, probability, count);
  return Math.min(1, sum);
}

function probabilityOf(trials: number, probability: number, count: number): number {
  // Their logarithms are infinite.
  if (probability === 0 || probability === 1) return count === trials * probability ? 1 : 0;
  const ways = logFactorial(trials) - logFactorial(count) - logFactorial(trials - count);
  return Math.exp(ways + count * Math.log(probability) + (trials - count) * Math.log(1 - probability));
}

function logFactorial(number: number): number {
  let sum = 0;
  for (let factor = 2; factor <= number; factor++) sum += Math.log(factor);
  return sum;
}
