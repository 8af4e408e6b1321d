import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ContainerProcess } from "../container-process";
import type { ProcessFiles } from "../container-process";
import { podFiles, podsFolder } from "../pod-files";
import { stopLeftovers } from "@switchyard/process/leftovers";
import { processIdentity } from "@switchyard/process/process-identity";
import { pod } from "./samples";

// Each test starts processes; on a busy machine that takes seconds.
jest.setTimeout(30_000);

let stateDir: string;
let files: ProcessFiles;

beforeEach(() => {
  stateDir = mkdtempSync(path.join(tmpdir(), "container-process-"));
  const paths = podFiles(stateDir, pod());
  files = {
    folder: paths.container("main"),
    log: paths.log("main"),
    previousLog: paths.previousLog("main"),
    record: paths.processRecord("main"),
  };
});

afterEach(() => {
  rmSync(stateDir, { recursive: true });
});

function start(script: string, env: Readonly<Record<string, string>> = {}): Promise<ContainerProcess> {
  return ContainerProcess.start({ program: process.execPath, args: ["-e", script], env }, files);
}

async function waitForLog(text: string): Promise<void> {
  while (!existsSync(files.log) || !readFileSync(files.log, "utf8").includes(text)) await sleep(10);
}

const ignoresSigterm = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); console.log('up')";

test("a process runs in its own folder with its own environment, and its output is logged", async () => {
  const script =
    "console.log(process.cwd(), JSON.stringify(process.env)); console.error('err'); process.exit(3)";
  const container = await start(script, { A: "1" });
  expect((await container.exited).exitCode).toBe(3);
  expect(readFileSync(files.log, "utf8")).toBe(`${files.folder} {"A":"1"}\nerr\n`);
});

test("the log of the run before is kept", async () => {
  for (const word of ["first", "second", "third"]) await (await start(`console.log("${word}")`)).exited;
  expect(readFileSync(files.log, "utf8")).toBe("third\n");
  expect(readFileSync(files.previousLog, "utf8")).toBe("second\n");
});

test("SIGTERM ends a process; one that does not listen to it is killed after its grace period", async () => {
  const container = await start("setInterval(() => {}, 1000)");
  expect((await container.stop(10_000)).exitCode).toBe(143);
  const stubborn = await start(ignoresSigterm);
  await waitForLog("up");
  expect((await stubborn.stop(100)).exitCode).toBe(137);
});

test("a second stop may shorten the first", async () => {
  const stubborn = await start(ignoresSigterm);
  await waitForLog("up");
  const patient = stubborn.stop(60_000);
  await stubborn.stop(0);
  expect((await patient).exitCode).toBe(137);
});

test("a program that is not there is refused", async () => {
  const plan = { program: "/none/program", args: [], env: {} };
  await expect(ContainerProcess.start(plan, files)).rejects.toThrow("spawn /none/program ENOENT");
});

test("a process that its agent left is found by its record and stopped", async () => {
  const left = await start("setInterval(() => {}, 1000)");
  expect(await stopLeftovers(podsFolder(stateDir), 5000)).toBe(1);
  expect((await left.exited).exitCode).toBe(143);
  expect(await stopLeftovers(podsFolder(stateDir), 5000)).toBe(0);
});

test("a process that only took over a recorded number is left alone", async () => {
  const other = await start("setInterval(() => {}, 1000)");
  const identity = processIdentity(other.pid);
  writeFileSync(files.record, JSON.stringify({ pid: identity?.pid, startedAt: "another boot/1" }));
  expect(await stopLeftovers(podsFolder(stateDir), 5000)).toBe(0);
  expect(processIdentity(other.pid)).toEqual(identity);
  await other.stop(0);
});

test("records that were cut short, and a folder that is not there, stop nothing", async () => {
  mkdirSync(files.folder, { recursive: true });
  writeFileSync(files.record, '{"pid":');
  expect(await stopLeftovers(podsFolder(stateDir), 0)).toBe(0);
  expect(await stopLeftovers(path.join(stateDir, "none"), 0)).toBe(0);
});
