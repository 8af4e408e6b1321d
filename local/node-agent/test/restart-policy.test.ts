import { shouldRestart } from "../restart-policy";

test.each([
  ["Always", 0, false, true],
  ["Always", 1, false, true],
  ["OnFailure", 0, false, false],
  ["OnFailure", 1, false, true],
  ["Never", 1, false, false],
  ["Always", 0, true, false],
  ["Always", 1, true, true],
  ["Never", 1, true, false],
])("policy %s, exit code %d, init container %s: restart %s", (policy, exitCode, isInit, expected) => {
  expect(shouldRestart(policy, exitCode, isInit)).toBe(expected);
});
