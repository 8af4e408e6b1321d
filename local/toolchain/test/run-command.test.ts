import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { runCommand } from "../run-command";
import { temporaryFolder } from "./temporary-folder";

const folder = temporaryFolder();

function isAlive(pid: number): boolean {
  try {
    return !readFileSync(`/proc/${pid}/stat`, "utf8").includes(") Z ");
  } catch {
    return false;
  }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(10);
}

describe("runCommand", () => {
  test("returns what was printed and passes error lines on", async () => {
    const lines: string[] = [];
    const output = await runCommand("sh", ["-c", "echo out; echo one >&2; echo two >&2"], {
      onErrorLine: (line) => lines.push(line),
    });
    expect(output).toBe("out\n");
    expect(lines).toEqual(["one", "two"]);
  });

  test("fails with the exit code and the error output", async () => {
    await expect(runCommand("sh", ["-c", "echo broken >&2; exit 3"])).rejects.toMatchObject({
      name: "CommandError",
      message: "sh: exit code 3: broken",
      exitCode: 3,
      errorOutput: "broken",
    });
  });

  test("says when a program does not exist", async () => {
    await expect(runCommand("/no/such/program", [])).rejects.toMatchObject({
      name: "CommandError",
      exitCode: undefined,
    });
  });

  test("stops the command with what it started", async () => {
    const pidFile = path.join(folder(), "pid");
    const stopped = new AbortController();
    const inner = `echo $$ > ${pidFile}.new; mv ${pidFile}.new ${pidFile}; exec sleep 60`;
    const running = runCommand("sh", ["-c", `sh -c '${inner}'; true`], { signal: stopped.signal });
    await until(() => existsSync(pidFile));
    stopped.abort(new Error("stopped by the user"));
    await expect(running).rejects.toThrow("stopped by the user");
    const pid = Number(readFileSync(pidFile, "utf8"));
    await until(() => !isAlive(pid));
    expect(isAlive(pid)).toBe(false);
  });

  test("does not start when it is already stopped", async () => {
    const file = path.join(folder(), "ran");
    await expect(
      runCommand("touch", [file], { signal: AbortSignal.abort(new Error("over")) }),
    ).rejects.toThrow("over");
    expect(existsSync(file)).toBe(false);
  });
});
