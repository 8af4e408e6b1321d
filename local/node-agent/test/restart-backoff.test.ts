import { nextRestartDelaySec } from "../restart-backoff";

test("a container that keeps failing waits 0, 10, 20, … up to 300 seconds", () => {
  const delays: number[] = [];
  for (let restart = 0; restart < 9; restart += 1) delays.push(nextRestartDelaySec(delays.at(-1), 1));
  expect(delays).toEqual([0, 10, 20, 40, 80, 160, 300, 300, 300]);
});

test("ten minutes of running begin anew, a second less does not", () => {
  expect(nextRestartDelaySec(300, 600)).toBe(0);
  expect(nextRestartDelaySec(160, 599)).toBe(300);
});
