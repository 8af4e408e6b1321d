/**
 * One-sided probability of a count at least as far from the expected value as the observed one.
 * @param trials number of trials.
 * @param probability of success of each.
 * @param seen number of successes.
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

/** Logarithms of the factorials from 0 up to a number. */
function logFactorials(most: number): readonly number[] {
  const logs = [0];
  for (let number = 1; number <= most; number++) logs.push((logs[number - 1] ?? 0) + Math.log(number));
  return logs;
}
