import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readRecord, readRecords, removeRecord, writeRecord } from "../process-records";
import type { ProcessRecord } from "../process-records";

let folder: string;
let processDir: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "process-records-"));
  processDir = path.join(folder, "processes");
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function record(name: string, pid = 7): ProcessRecord {
  return { name, pid, startedAt: "boot/1", command: [`/cache/${name}`, "--flag=a b"] };
}

test("what was written is read, and only its owner may look", () => {
  writeRecord(processDir, record("etcd"));
  expect(readRecord(processDir, "etcd")).toEqual(record("etcd"));
  expect(statSync(processDir).mode & 0o777).toBe(0o700);
  expect(readdirSync(processDir)).toEqual(["etcd.json"]);
});

test("the next run of a part replaces the record of the last", () => {
  writeRecord(processDir, record("etcd", 7));
  writeRecord(processDir, record("etcd", 8));
  expect(readRecords(processDir)).toEqual([record("etcd", 8)]);
});

test("all records are sorted by name", () => {
  for (const name of ["kube-apiserver", "envoy", "etcd"]) writeRecord(processDir, record(name));
  expect(readRecords(processDir).map(({ name }) => name)).toEqual(["envoy", "etcd", "kube-apiserver"]);
});

test("a folder that is not there holds none, and forgetting what is not known is no failure", () => {
  expect(readRecords(processDir)).toEqual([]);
  expect(readRecord(processDir, "etcd")).toBeUndefined();
  expect(() => {
    removeRecord(processDir, "etcd");
  }).not.toThrow();
});

test("a part that is forgotten takes no other one with it", () => {
  writeRecord(processDir, record("etcd"));
  writeRecord(processDir, record("etcd-2"));
  removeRecord(processDir, "etcd");
  expect(readRecords(processDir).map(({ name }) => name)).toEqual(["etcd-2"]);
});

test.each([
  ["cut short", '{"name":"etcd","pid":'],
  ["empty", ""],
  ["no object", "null"],
  ["without a start", '{"name":"etcd","pid":7,"command":[]}'],
  // kill(0) would signal this very process's group, kill(-1) everything.
  ["of process 0", '{"name":"etcd","pid":0,"startedAt":"b/1","command":[]}'],
  ["of process -1", '{"name":"etcd","pid":-1,"startedAt":"b/1","command":[]}'],
  ["of half a process", '{"name":"etcd","pid":1.5,"startedAt":"b/1","command":[]}'],
])("a record that is %s names nothing that could be stopped, and hides no other one", (_title, content) => {
  mkdirSync(processDir);
  writeFileSync(path.join(processDir, "etcd.json"), content);
  writeRecord(processDir, record("envoy"));
  expect(readRecord(processDir, "etcd")).toBeUndefined();
  expect(readRecords(processDir)).toEqual([record("envoy")]);
});

test("a record that was being written when its start was killed does not count", () => {
  writeRecord(processDir, record("etcd", 7));
  writeFileSync(path.join(processDir, "etcd.json.new"), JSON.stringify(record("etcd", 8)));
  expect(readRecords(processDir)).toEqual([record("etcd", 7)]);
});
