import fc from "fast-check";
import {
  leastOpenHours,
  resolveMaintenance,
  weekdayNames,
} from "../../../../components/gke/cluster/maintenance";
import type { MaintenanceProps } from "../../../../components/gke/cluster/maintenance";
import { maintenancePolicy } from "../../../../components/gke/cluster/maintenance-policy.pulumi";

const policyOf = (props: MaintenanceProps) => maintenancePolicy(resolveMaintenance(props));

test("nobody has said anything: Saturdays, from Friday evening in California to Sunday morning in Australia", () => {
  expect(policyOf({})).toEqual({
    recurringWindow: {
      startTime: "2026-01-10T04:00:00Z",
      endTime: "2026-01-10T20:00:00Z",
      recurrence: "FREQ=WEEKLY;BYDAY=SA",
    },
  });
});

test("days are in the order of the week, each once, and the window begins on the first of them", () => {
  expect(
    policyOf({ window: { days: ["sunday", "tuesday", "sunday"], startHourUtc: 22, durationHours: 4 } }),
  ).toEqual({
    recurringWindow: {
      startTime: "2026-01-06T22:00:00Z",
      endTime: "2026-01-07T02:00:00Z",
      recurrence: "FREQ=WEEKLY;BYDAY=TU,SU",
    },
  });
});

test("all days are every day, as GKE says it", () => {
  expect(policyOf({ window: { days: weekdayNames } }).recurringWindow.recurrence).toBe("FREQ=DAILY");
});

test("exclusions say their scope, also the one that GKE would take", () => {
  const exclusions = [
    { name: "a", start: "2026-12-20T00:00:00Z", end: "2027-01-03T06:30:00Z" },
    {
      name: "b",
      start: "2026-07-01T00:00:00Z",
      end: "2026-08-01T00:00:00Z",
      scope: "no-minor-or-node-upgrades",
    },
  ] as const;

  expect(policyOf({ exclusions }).maintenanceExclusions).toEqual([
    {
      exclusionName: "a",
      startTime: "2026-12-20T00:00:00Z",
      endTime: "2027-01-03T06:30:00Z",
      exclusionOptions: { scope: "NO_UPGRADES" },
    },
    {
      exclusionName: "b",
      startTime: "2026-07-01T00:00:00Z",
      endTime: "2026-08-01T00:00:00Z",
      exclusionOptions: { scope: "NO_MINOR_OR_NODE_UPGRADES" },
    },
  ]);
});

test.each([
  [1, 16, 32, 64],
  [7, 4, 32, 128],
  [4, 4, 32, 68],
  [3, 4, 32, 48],
  [1, 4, 92, 52],
])("%i days of %i hours are open for at least, in %i days, %i", (count, durationHours, inDays, hours) => {
  const days = weekdayNames.slice(0, count);

  expect(leastOpenHours({ days, startHourUtc: 0, durationHours }, inDays)).toBe(hours);
});

test("any window begins on one of its days and has its length", () => {
  const window = fc.record({
    days: fc.uniqueArray(fc.constantFrom(...weekdayNames), { minLength: 1 }),
    startHourUtc: fc.integer({ min: 0, max: 23 }),
    durationHours: fc.integer({ min: 4, max: 24 }),
  });
  fc.assert(
    fc.property(window, (props) => {
      const { startTime, endTime } = policyOf({ window: props }).recurringWindow;
      const start = new Date(startTime);

      expect(props.days).toContain(weekdayNames[(start.getUTCDay() + 6) % 7]);
      expect(start.getUTCHours()).toBe(props.startHourUtc);
      expect((Date.parse(endTime) - Date.parse(startTime)) / 3_600_000).toBe(props.durationHours);
    }),
  );
});
