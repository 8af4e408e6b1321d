import type { Ended } from "@switchyard/process/testing/ended";

/** What a command that ended well has printed; fails the test with all that it said when it did not. */
export function succeeded({ code, stdout, stderr }: Ended): string {
  expect({ code, output: code === 0 ? "" : stdout + stderr }).toEqual({ code: 0, output: "" });
  return stdout;
}
