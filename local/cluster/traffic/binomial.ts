/**
 * How probable it is that a count is at least as far from what is expected, on its side, as one that was seen.
 * @param trials how often something was tried.
 * @param probability of success of each.
 * @param seen how often it succeeded.
 */
export function binomialTail(trials: number, probability: number, seen: number): number {
  // Their logarithms are infinite.
  if (probability === 0 || probability === 1) return seen === trials * probability ? 1 : 0;
  const [from, to] = seen <= trials * probability ? [0, seen] : [seen, trials];
  const logs = logFactorials(trials);
  const log = (number: number): number => logs[number] ?? 0;
  let sum = 0;
  for (let count = from; count <= to; count++) {
    const ways = log(trials) - log(count) - log(trials - count);
    sum += Math.exp(ways + count * Math.log(probability) + (trials - count) * Math.log(1 - probability));
  }
  return Math.min(1, sum);
}

/** The logarithms of the factorials of 0 and all numbers up to one. */
function logFactorials(most: number): readonly number[] {
  const logs = [0];
  for (let number = 1; number <= most; number++) logs.push((logs[number - 1] ?? 0) + Math.log(number));
  return logs;
}
