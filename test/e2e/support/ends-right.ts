import type { RunningCommand } from "./running-command";

/** Waits for the end of an `npm start`; fails the test with all that it said unless every request was answered right. */
export async function endsRight(start: RunningCommand): Promise<void> {
  const { code, output } = await start.end();
  expect({ code, output: code === 0 ? "" : output }).toEqual({ code: 0, output: "" });
  expect(output).toMatch(/^420 of 420 right \(/m);
}
