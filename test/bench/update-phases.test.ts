import { updatePhases } from "../../bench/update-phases";

const at = (ms: number, msg: string) =>
  JSON.stringify({
    time: `2026-01-01T00:00:${(ms / 1000).toFixed(3).padStart(6, "0")}000000Z`,
    level: "INFO",
    msg,
  });

test("the time between the marks in the log is told by phase", () => {
  const log = [
    at(1000, "CLI Metadata: ..."),
    at(1400, "langhost[nodejs].Run(pwd=/x) executing"),
    at(2000, "ResourceMonitor.RegisterResource received: t=pulumi:pulumi:Stack, name=a"),
    "not JSON at all",
    at(3500, "ResourceMonitor.RegisterResource received: t=pulumi:providers:kubernetes, name=cluster"),
    at(3700, "ResourceMonitor.RegisterResource received: t=switchyard:cloud:ModelServing, name=a"),
    at(3800, "ResourceMonitor.RegisterResource received: t=switchyard:cloud:ModelServing, name=b"),
    at(5000, "the end"),
  ].join("\n");
  expect(updatePhases(log)).toEqual([
    { name: "the engine starts and reads its state", ms: 400 },
    { name: "its Node host starts and loads the SDK", ms: 600 },
    { name: "the program loads, plans and checks", ms: 1500 },
    { name: "the provider starts", ms: 200 },
    { name: "every resource is compared; the engine ends", ms: 1300 },
  ]);
});

test("the time of a phase without an end counts for the next", () => {
  const log = [at(0, "CLI"), at(900, "langhost[nodejs].Run(pwd=/x) executing"), at(1000, "failed")].join(
    "\n",
  );
  expect(updatePhases(log)).toEqual([
    { name: "the engine starts and reads its state", ms: 900 },
    { name: "every resource is compared; the engine ends", ms: 100 },
  ]);
});

test("an empty log has no phases", () => {
  expect(updatePhases("")).toEqual([]);
});
