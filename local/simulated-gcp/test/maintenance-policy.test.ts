import type { Properties } from "../protocol/values";
import { inputs, Simulation } from "./simulation";

let simulation: Simulation;

beforeEach(async () => {
  simulation = new Simulation();
  await simulation.enableApis();
  await simulation.create("network", inputs.network);
  await simulation.create("subnetwork", inputs.nodes);
  await simulation.create("account", inputs.account);
});

afterEach(() => {
  simulation.remove();
});

const window = (recurrence: string, hours: number) => ({
  recurringWindow: {
    startTime: "2026-01-10T04:00:00Z",
    endTime: new Date(Date.UTC(2026, 0, 10, 4 + hours)).toISOString(),
    recurrence,
  },
});

test.each([
  ["FREQ=WEEKLY;BYDAY=SA", 12],
  ["FREQ=WEEKLY;BYDAY=SA,SU", 6],
  ["FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", 4],
  ["FREQ=DAILY", 4],
  // Such a one is not judged.
  ["FREQ=MONTHLY;BYMONTHDAY=1", 4],
])("GKE takes a maintenance window of %s for %d hours", async (recurrence, hours) => {
  const maintenancePolicy = window(recurrence, hours);
  const { outputs } = await simulation.create("cluster", { ...inputs.cluster, maintenancePolicy });

  expect(outputs).toMatchObject({ maintenancePolicy });
});

test.each([
  ["FREQ=WEEKLY;BYDAY=SA", 11],
  ["FREQ=WEEKLY;BYDAY=SA,SU", 5],
  ["FREQ=WEEKLY;BYDAY=SA,SA", 6],
  ["FREQ=DAILY", 3],
])("GKE refuses a maintenance window of %s for %d hours", async (recurrence, hours) => {
  const given = { ...inputs.cluster, maintenancePolicy: window(recurrence, hours) };

  await expect(simulation.create("cluster", given)).rejects.toThrow(
    "googleapi: Error 400: maintenance policy would go longer than 32d without 48h maintenance availability of >=4h contiguous duration., badRequest",
  );
});

test.each<[Properties, string, string]>([
  [{}, "maintenancePolicy", "must have one of dailyMaintenanceWindow and recurringWindow"],
  [
    { ...window("FREQ=DAILY", 4), dailyMaintenanceWindow: { startTime: "04:00" } },
    "maintenancePolicy",
    "must have one of dailyMaintenanceWindow and recurringWindow",
  ],
  [window("FREQ=DAILY", 0), "maintenancePolicy.recurringWindow.endTime", "must be after startTime"],
  [
    { ...window("FREQ=DAILY", 4), maintenanceExclusions: Array(21).fill(exclusion()) },
    "maintenancePolicy.maintenanceExclusions",
    "Too big: expected array to have <=20 items",
  ],
])("no maintenance policy: %j", (maintenancePolicy, property, reason) => {
  expect(simulation.check("cluster", { ...inputs.cluster, maintenancePolicy })).toEqual([
    { property, reason },
  ]);
});

function exclusion() {
  return {
    exclusionName: "launch",
    startTime: "2026-12-20T00:00:00Z",
    endTime: "2027-01-04T00:00:00Z",
    exclusionOptions: { scope: "NO_UPGRADES" },
  };
}

test("times without upgrades are a part of the policy", () => {
  const maintenancePolicy = { ...window("FREQ=DAILY", 4), maintenanceExclusions: [exclusion()] };

  expect(simulation.check("cluster", { ...inputs.cluster, maintenancePolicy })).toEqual([]);
});
