import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { PoolsFile } from "../pools-file";
import { systemPool, tpuPool } from "./samples";

let folder: string;
let file: string;
let pools: PoolsFile;

beforeEach(() => {
  jest.spyOn(console, "log").mockImplementation(() => undefined);
  folder = mkdtempSync(path.join(tmpdir(), "pools-"));
  file = path.join(folder, "node-pools.json");
  pools = new PoolsFile(file);
});

afterEach(() => {
  rmSync(folder, { recursive: true });
  jest.restoreAllMocks();
});

test("the pools are those of the file as it is replaced, and none while there is no file", () => {
  expect(pools.read()).toEqual([]);
  writeFileSync(file, JSON.stringify([tpuPool]));
  expect(pools.read()).toEqual([tpuPool]);
  writeFileSync(`${file}.partial`, JSON.stringify([tpuPool, systemPool]));
  renameSync(`${file}.partial`, file);
  expect(pools.read()).toEqual([tpuPool, systemPool]);
  rmSync(file);
  expect(pools.read()).toEqual([]);
  expect(console.log).not.toHaveBeenCalled();
});

test.each([
  ["nothing in it", ""],
  ["no JSON", "[{"],
  ["no pools", JSON.stringify([{ name: "tpu" }])],
  ["a minimum over the maximum", JSON.stringify([{ ...tpuPool, minNodes: 10 }])],
])("a file with %s changes nothing, is told once, and the next good one counts", (_what, text) => {
  writeFileSync(file, JSON.stringify([tpuPool]));
  pools.read();
  writeFileSync(file, text);
  expect([pools.read(), pools.read()]).toEqual([[tpuPool], [tpuPool]]);
  expect(console.log).toHaveBeenCalledTimes(1);
  expect(console.log).toHaveBeenCalledWith(
    expect.stringMatching(/node-pools\.json: keeping the previous pools: /),
  );
  writeFileSync(file, JSON.stringify([systemPool]));
  expect(pools.read()).toEqual([systemPool]);
});

test("a file that cannot be read is not taken for one that is gone", () => {
  writeFileSync(file, JSON.stringify([tpuPool]));
  pools.read();
  rmSync(file);
  mkdirSync(file);
  expect([pools.read(), pools.read()]).toEqual([[tpuPool], [tpuPool]]);
  expect(console.log).toHaveBeenCalledTimes(1);
  expect(console.log).toHaveBeenCalledWith(
    `${file}: keeping the previous pools: EISDIR: illegal operation on a directory, read`,
  );
  rmSync(file, { recursive: true });
  expect(pools.read()).toEqual([]);
});
