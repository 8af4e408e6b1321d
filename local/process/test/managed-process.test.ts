import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startProcess, stopProcess } from "../managed-process";
import type { ProcessFolders, ProcessSpec } from "../managed-process";
import { logTail } from "../process-log";
import { isRunning, processIdentity } from "../process-identity";
import type { ProcessIdentity } from "../process-identity";
import { readRecord, readRecords, writeRecord } from "../process-records";

/** A loaded machine starts a process slowly. */
jest.setTimeout(30_000);

let folders: ProcessFolders;
let bystander: ChildProcess | undefined;

beforeEach(() => {
  const root = mkdtempSync(path.join(tmpdir(), "managed-process-"));
  folders = { processDir: path.join(root, "processes"), logDir: path.join(root, "logs") };
});

afterEach(async () => {
  for (const { name } of readRecords(folders.processDir)) await stopProcess(folders.processDir, name, 100);
  bystander?.kill("SIGKILL");
  bystander = undefined;
  rmSync(path.dirname(folders.processDir), { recursive: true });
});

function script(name: string, source: string): ProcessSpec {
  return { name, command: process.execPath, args: ["-e", source] };
}

const idle = "setInterval(() => {}, 1000)";

async function waitForLog(name: string, text: string): Promise<void> {
  for (let i = 0; i < 600; i++) {
    if (logTail(folders.logDir, name, 20).join("\n").includes(text)) return;
    await sleep(30);
  }
  throw new Error(`the log of ${name} never said ${text}`);
}

async function waitForEnd(identity: ProcessIdentity): Promise<void> {
  while (isRunning(identity)) await sleep(10);
}

describe("startProcess", () => {
  test("records what it started", async () => {
    const { record, started } = await startProcess(folders, script("part", idle));
    expect(started).toBe(true);
    expect(isRunning(record)).toBe(true);
    expect(readRecord(folders.processDir, "part")).toEqual(record);
    expect(record.command).toEqual([process.execPath, "-e", idle]);
  });

  test("keeps what already runs", async () => {
    const first = await startProcess(folders, script("part", idle));
    const second = await startProcess(folders, script("part", idle));
    expect(second).toEqual({ record: first.record, started: false });
  });

  test("replaces what runs with another command line", async () => {
    const first = await startProcess(folders, script("part", idle));
    const second = await startProcess(folders, script("part", `${idle} // a newer version`));
    expect(second.started).toBe(true);
    expect(isRunning(first.record)).toBe(false);
    expect(isRunning(second.record)).toBe(true);
  });

  test("ends what a killed process has left before it starts another one", async () => {
    const child = "require('node:child_process').spawn('sleep', ['60'])";
    const source = `console.log('child ' + ${child}.pid); ${idle}`;
    const { record } = await startProcess(folders, script("part", source));
    await waitForLog("part", "child");
    const left = processIdentity(Number(logTail(folders.logDir, "part", 1)[0]?.split(" ")[1]));
    if (left === undefined) throw new Error("sleep did not start");
    process.kill(record.pid, "SIGKILL");
    await waitForEnd(record);
    const second = await startProcess(folders, script("part", source));
    expect(second.started).toBe(true);
    expect(isRunning(left)).toBe(false);
  });

  test("writes a log for every run and keeps the one before", async () => {
    await startProcess(folders, {
      ...script("part", "console.log(process.env.GREETING)"),
      env: { GREETING: "one" },
    });
    await waitForLog("part", "one");
    await stopProcess(folders.processDir, "part");
    await startProcess(folders, script("part", "console.log('two')"));
    await waitForLog("part", "two");
    expect(logTail(folders.logDir, "part", 5)).toEqual(["two"]);
    expect(readFileSync(path.join(folders.logDir, "part.previous.log"), "utf8")).toBe("one\n");
  });

  test("says which program could not be run and where to look", async () => {
    const spec = { name: "part", command: "/no/such/program", args: [] };
    await expect(startProcess(folders, spec)).rejects.toThrow(
      `part did not start: spawn /no/such/program ENOENT; see ${folders.logDir}/part.log`,
    );
    expect(readRecords(folders.processDir)).toEqual([]);
  });
});

describe("stopProcess", () => {
  test("asks first, so that a process can clean up", async () => {
    const source =
      "process.on('SIGTERM', () => { console.log('cleaned up'); process.exit(); }); console.log('up');" +
      idle;
    const { record } = await startProcess(folders, script("part", source));
    await waitForLog("part", "up");
    await expect(stopProcess(folders.processDir, "part")).resolves.toBe(true);
    expect(isRunning(record)).toBe(false);
    expect(logTail(folders.logDir, "part", 5)).toEqual(["up", "cleaned up"]);
    expect(readRecords(folders.processDir)).toEqual([]);
  });

  test("ends a process that does not listen, with its children", async () => {
    const source =
      "process.on('SIGTERM', () => {});" +
      "const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);" +
      "console.log('child ' + child.pid);" +
      idle;
    const { record } = await startProcess(folders, script("part", source));
    await waitForLog("part", "child");
    const child = processIdentity(Number(logTail(folders.logDir, "part", 1)[0]?.split(" ")[1]));
    await stopProcess(folders.processDir, "part", 200);
    expect(isRunning(record)).toBe(false);
    await sleep(100);
    expect(child === undefined || isRunning(child)).toBe(false);
  });

  test("ends the children that a process leaves behind", async () => {
    const source =
      "const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);" +
      "console.log('child ' + child.pid);" +
      idle;
    await startProcess(folders, script("part", source));
    await waitForLog("part", "child");
    const child = processIdentity(Number(logTail(folders.logDir, "part", 1)[0]?.split(" ")[1]));
    expect(child).toBeDefined();
    await stopProcess(folders.processDir, "part");
    await sleep(100);
    expect(child === undefined || isRunning(child)).toBe(false);
  });

  test("ends what a killed process has left, in any process group", async () => {
    const source =
      "const child = require('node:child_process').spawn('sh', ['-mc', 'sleep 60 & echo child $!; wait'], {stdio: 'inherit'});" +
      idle;
    const { record } = await startProcess(folders, script("part", source));
    await waitForLog("part", "child");
    const child = processIdentity(Number(logTail(folders.logDir, "part", 1)[0]?.split(" ")[1]));
    if (child === undefined) throw new Error("sleep did not start");
    process.kill(record.pid, "SIGKILL");
    await waitForEnd(record);
    expect(isRunning(child)).toBe(true);
    await expect(stopProcess(folders.processDir, "part")).resolves.toBe(true);
    expect(isRunning(child)).toBe(false);
    expect(readRecords(folders.processDir)).toEqual([]);
  });

  test("never touches a process that only took over the number", async () => {
    bystander = spawn(process.execPath, ["-e", idle], { stdio: "ignore" });
    const identity = processIdentity(bystander.pid ?? 0);
    expect(identity).toBeDefined();
    writeRecord(folders.processDir, {
      name: "part",
      pid: bystander.pid ?? 0,
      startedAt: "an-earlier-boot/17",
      command: [],
    });
    await expect(stopProcess(folders.processDir, "part", 100)).resolves.toBe(false);
    expect(identity !== undefined && isRunning(identity)).toBe(true);
    expect(readRecords(folders.processDir)).toEqual([]);
  });
});
