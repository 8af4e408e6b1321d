import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import path from "node:path";
import { isStale, removeStaleLocks } from "../../pulumi/stale-locks";

describe("isStale", () => {
  const lock = { pid: 17, hostname: "laptop" };

  test.each([
    ["its process is gone", "laptop", undefined, true],
    ["another program has its number by now", "laptop", "bash", true],
    ["an update still runs", "laptop", "pulumi", false],
    ["another machine holds it", "server", undefined, false],
  ])("%s", (_, host, program, expected) => {
    expect(isStale(lock, host, () => program)).toBe(expected);
  });
});

describe("removeStaleLocks", () => {
  let stateDir: string;

  beforeEach(() => {
    stateDir = mkdtempSync(path.join(tmpdir(), "stale-locks-"));
  });

  afterEach(() => {
    rmSync(stateDir, { recursive: true });
  });

  function lock(name: string, host: string): string {
    const folder = path.join(stateDir, ".pulumi", "locks", "organization", "switchyard", "local");
    mkdirSync(folder, { recursive: true });
    const file = path.join(folder, `${name}.json`);
    // This process is no `pulumi`, so that its number stands for one that was taken over.
    writeFileSync(
      file,
      JSON.stringify({ pid: process.pid, hostname: host, username: "me", timestamp: "2026" }),
    );
    return file;
  }

  test("removes what a killed update of this machine left, and nothing else", () => {
    const [ours, theirs] = [lock("ours", hostname()), lock("theirs", "another-machine")];
    expect(removeStaleLocks(stateDir)).toBe(1);
    expect([existsSync(ours), existsSync(theirs)]).toEqual([false, true]);
  });

  test.each(["", '{"pid":', "{}", "null"])("removes a lock that names no holder: %j", (content) => {
    const file = lock("cut-short", hostname());
    writeFileSync(file, content);
    writeFileSync(`${file}.attrs`, "");
    expect(removeStaleLocks(stateDir)).toBe(1);
    expect([existsSync(file), existsSync(`${file}.attrs`)]).toEqual([false, false]);
  });

  test("a state without locks has none", () => {
    expect(removeStaleLocks(stateDir)).toBe(0);
  });
});
