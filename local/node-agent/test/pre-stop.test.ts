import { preStopSleepSec } from "../pre-stop";

test("the sleep action", () => {
  expect(preStopSleepSec({ name: "x", lifecycle: { preStop: { sleep: { seconds: 30 } } } })).toBe(30);
});

test.each([
  [["sleep", "15"], 15],
  [["/bin/sleep", "15"], 15],
  [["/bin/sh", "-c", "sleep 15"], 15],
  [["bash", "-c", "sleep 7"], 7],
  [["sh", "-c", "rm x; sleep 15"], 0],
  [["nginx", "-s", "quit"], 0],
])("exec %j waits %d s", (command, seconds) => {
  expect(preStopSleepSec({ name: "x", lifecycle: { preStop: { exec: { command } } } })).toBe(seconds);
});

test("no hook", () => {
  expect(preStopSleepSec({ name: "x" })).toBe(0);
});
