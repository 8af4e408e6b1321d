import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { takeFault } from "../state/faults";
import { parseOperations, recordOperation } from "../state/operations";
import type { Operation } from "../state/operations";
import { ResourceStore } from "../state/resource-store";
import { resourceName } from "../state/stored-resource";
import type { StoredResource } from "../state/stored-resource";

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "switchyard-state-"));
  file = path.join(folder, "file.json");
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const resource = (id: string, rest: Partial<StoredResource> = {}): StoredResource => ({
  ...{ type: "t", id, inputs: {}, decided: {}, createdAtMs: 0, readyAtMs: 0 },
  ...rest,
});

test("a store that nobody has written to is empty", () => {
  expect(new ResourceStore(file).list(0)).toEqual([]);
});

test("a resource is replaced by one of its type and id, and by no other", () => {
  const store = new ResourceStore(file);
  store.put([resource("a"), resource("b")], 0);
  store.put([resource("a", { inputs: { x: 1 } }), resource("b", { type: "u" })], 0);

  expect(store.list(0)).toEqual([
    resource("b"),
    resource("a", { inputs: { x: 1 } }),
    resource("b", { type: "u" }),
  ]);
  expect(readdirSync(folder)).toEqual(["file.json"]);
});

test("what is being deleted exists until its time has come, and is then dropped", () => {
  const store = new ResourceStore(file);
  store.put([resource("a", { goneAtMs: 10 }), resource("b")], 0);

  expect(store.list(9)).toHaveLength(2);
  expect(store.list(10)).toEqual([resource("b")]);
  expect(readFileSync(file, "utf8")).toContain('"a"');
  store.dropGone(10);
  expect(readFileSync(file, "utf8")).not.toContain('"a"');
});

test("nothing is written when nothing is gone", () => {
  new ResourceStore(file).dropGone(0);

  expect(readdirSync(folder)).toEqual([]);
});

test.each([
  ["{", /file\.json: .*JSON/],
  ["{}", "file.json: : Invalid input: expected array, received object"],
  ['[{"type": "t"}]', "file.json: 0.id: Invalid input: expected string, received undefined"],
])("a file that a person has broken is named: %s", (text, message) => {
  writeFileSync(file, text);

  expect(() => new ResourceStore(file).list(0)).toThrow(message);
});

test("a resource is called by the last part of its id", () => {
  expect(resourceName("projects/p/global/networks/n")).toBe("n");
  expect(resourceName("p/container.googleapis.com")).toBe("container.googleapis.com");
});

test("a fault is used up by the calls that it is for", () => {
  const fault = { call: "create", type: "t", name: "n", delaySec: 2, times: 2 } as const;
  const last = { call: "create", type: "t", error: "no", times: 1 } as const;
  writeFileSync(file, JSON.stringify([fault, last]));
  const create = { call: "create", type: "t", name: "n" } as const;

  expect(takeFault(file, { ...create, call: "delete" })).toBeUndefined();
  expect(takeFault(file, { ...create, type: "u" })).toBeUndefined();
  expect(takeFault(file, create)).toEqual(fault);
  expect(takeFault(file, create)).toEqual({ ...fault, times: 1 });
  expect(takeFault(file, { ...create, name: "other" })).toEqual(last);
  expect(takeFault(file, create)).toBeUndefined();
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual([
    { ...fault, times: 0 },
    { ...last, times: 0 },
  ]);
});

test("without a file of faults, nothing is written", () => {
  expect(takeFault(file, { call: "create", type: "t", name: "n" })).toBeUndefined();
  expect(readdirSync(folder)).toEqual([]);
});

test("a fault with a wrong key is told", () => {
  writeFileSync(file, '[{"call": "create", "type": "t", "times": 1, "message": "no"}]');

  expect(() => takeFault(file, { call: "create", type: "t", name: "n" })).toThrow(
    'file.json: 0: Unrecognized key: "message"',
  );
});

test("the journal is read back line by line, without one that a kill has cut off", () => {
  const begun: Operation = { time: "t", phase: "begin", call: "create", type: "t", name: "n", urn: "urn" };
  const failed: Operation = { ...begun, phase: "failed", error: "no" };
  recordOperation(file, begun);
  recordOperation(file, failed);

  expect(parseOperations(`${readFileSync(file, "utf8")}{"time":"t","ph`)).toEqual([begun, failed]);
});
