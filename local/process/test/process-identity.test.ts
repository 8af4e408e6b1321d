import { isRunning, parseStat, processIdentity } from "../process-identity";

/** A `/proc/<pid>/stat` line with the given program name and state; its session is 17, its 22nd field, the start, 4711. */
function stat(name: string, state: string, threads = 1): string {
  const between = Array.from({ length: 13 }, () => "0").join(" ");
  return `42 (${name}) ${state} 1 16 17 ${between} ${threads} 0 4711 1000 200`;
}

describe("parseStat", () => {
  test.each(["node", "a b", "odd) S 1 (name"])("reads a program called %j", (name) => {
    expect(parseStat(stat(name, "S"))).toEqual({ hasEnded: false, session: 17, startTicks: "4711" });
  });

  test.each(["Z", "X"])("sees nothing running in state %s", (state) => {
    expect(parseStat(stat("node", state)).hasEnded).toBe(true);
  });

  test("a process whose first thread alone is gone still holds its sockets", () => {
    expect(parseStat(stat("node", "Z", 7)).hasEnded).toBe(false);
  });
});

describe("isRunning", () => {
  test("knows this process, and not another one with its number", () => {
    const self = processIdentity(process.pid);
    expect(self?.pid).toBe(process.pid);
    expect(self?.startedAt).toMatch(/^[0-9a-f-]{36}\/\d+$/);
    expect(isRunning({ pid: process.pid, startedAt: self?.startedAt ?? "" })).toBe(true);
    expect(isRunning({ pid: process.pid, startedAt: "another-boot/1" })).toBe(false);
  });
});
