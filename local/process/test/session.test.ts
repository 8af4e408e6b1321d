import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { processIdentity } from "../process-identity";
import type { ProcessIdentity } from "../process-identity";
import { sessionMembers } from "../session";

let child: ChildProcess;
let leader: ProcessIdentity;

beforeEach(() => {
  child = spawn("sleep", ["60"], { stdio: "ignore", detached: true });
  const found = processIdentity(child.pid ?? 0);
  if (found === undefined) throw new Error("sleep did not start");
  leader = found;
});

afterEach(() => {
  child.kill("SIGKILL");
});

test("a leader is a member of its session", () => {
  expect(sessionMembers(leader)).toEqual([leader]);
});

test.each([
  ["of another boot", { startedAt: "an-earlier-boot/1" }],
  ["that started at another time", { startedAt: "0/0" }],
])("a process %s that had the number has no members", (_title, other) => {
  expect(sessionMembers({ ...leader, ...other })).toEqual([]);
});

test("a process that leads no session has no members", () => {
  const plain = spawn("sleep", ["60"], { stdio: "ignore" });
  const identity = processIdentity(plain.pid ?? 0);
  expect(identity && sessionMembers(identity)).toEqual([]);
  plain.kill("SIGKILL");
});
