/**
 * A desired status with a `lastTransitionTime` on each condition: the existing time if its status has not changed, else
 * `now`. Lists are compared position by position, which holds because desired statuses are built in one order.
 */
export function stampConditions(desired: unknown, current: unknown, now: string): unknown {
  if (Array.isArray(desired)) {
    const currentItems: readonly unknown[] = Array.isArray(current) ? current : [];
    return desired.map((item: unknown, position) => stampConditions(item, currentItems[position], now));
  }
  if (!isRecord(desired)) return desired;
  const currentFields = isRecord(current) ? current : {};
  const fields = Object.entries(desired).map(([key, value]) => [
    key,
    key === "conditions"
      ? stampList(value, currentFields[key], now)
      : stampConditions(value, currentFields[key], now),
  ]);
  return Object.fromEntries(fields);
}

function stampList(desired: unknown, current: unknown, now: string): unknown {
  if (!Array.isArray(desired)) return desired;
  const old: readonly unknown[] = Array.isArray(current) ? current : [];
  return desired.map((condition: unknown) => {
    if (!isRecord(condition)) return condition;
    const same = old
      .filter(isRecord)
      .find(
        (candidate) => candidate["type"] === condition["type"] && candidate["status"] === condition["status"],
      );
    const time = same?.["lastTransitionTime"];
    return { ...condition, lastTransitionTime: typeof time === "string" ? time : now };
  });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
