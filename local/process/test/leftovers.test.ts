import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { stopLeftovers } from "../leftovers";
import { isRunning, processIdentity } from "../process-identity";
import type { ProcessIdentity } from "../process-identity";

let root: string;
let child: ChildProcess;
let identity: ProcessIdentity;

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "leftovers-"));
  child = spawn("sleep", ["60"], { stdio: "ignore" });
  const found = processIdentity(child.pid ?? 0);
  if (found === undefined) throw new Error("sleep did not start");
  identity = found;
});

afterEach(() => {
  child.kill("SIGKILL");
  rmSync(root, { recursive: true });
});

function record(content: string): string {
  const folder = path.join(root, "pods", "uid", "containers", "vllm");
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, "process.json");
  writeFileSync(file, content);
  return file;
}

test("stops what a killed part left, and forgets it", async () => {
  const file = record(JSON.stringify(identity));
  await expect(stopLeftovers(root)).resolves.toBe(1);
  expect(isRunning(identity)).toBe(false);
  expect(existsSync(file)).toBe(false);
});

test("never touches a process that only took over the number", async () => {
  record(JSON.stringify({ ...identity, startedAt: "an-earlier-boot/17" }));
  await expect(stopLeftovers(root)).resolves.toBe(0);
  expect(isRunning(identity)).toBe(true);
});

test.each(["{}", "half a rec"])("a record that says %j names nothing", async (content) => {
  record(content);
  await expect(stopLeftovers(root)).resolves.toBe(0);
});

test("a folder that does not exist holds nothing", async () => {
  await expect(stopLeftovers(path.join(root, "nowhere"))).resolves.toBe(0);
});
