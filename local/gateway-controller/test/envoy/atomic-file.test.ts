import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, watch } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { readIfExists, removeOthers, writeIfChanged } from "../../envoy/atomic-file";

let dir: string;

beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), "atomic-file-"));
});

afterEach(() => {
  rmSync(dir, { recursive: true });
});

test("writes a new file, with its folder", () => {
  const file = path.join(dir, "routes", "a.json");
  expect(writeIfChanged(file, "one")).toBe(true);
  expect(readFileSync(file, "utf8")).toBe("one");
  expect(readdirSync(path.dirname(file))).toEqual(["a.json"]);
});

test("leaves a file with the same content alone", () => {
  const file = path.join(dir, "a.json");
  writeIfChanged(file, "one");
  const { ino } = statSync(file);
  expect(writeIfChanged(file, "one")).toBe(false);
  expect(statSync(file).ino).toBe(ino);
});

test("replaces a file as a whole: nobody ever reads half of it", async () => {
  const file = path.join(dir, "a.json");
  const contents = ["a", "b"].map((letter) => letter.repeat(1_000_000));
  writeIfChanged(file, contents[0] ?? "");
  const seen = new Set<string>();
  const watcher = watch(dir, () => seen.add(readFileSync(file, "utf8")));
  for (let round = 0; round < 20; round++) {
    writeIfChanged(file, contents[round % 2] ?? "");
    await sleep(1);
  }
  watcher.close();
  expect(seen.size).toBeGreaterThan(0);
  expect([...seen].every((content) => contents.includes(content))).toBe(true);
});

test("reads nothing where there is no file", () => {
  expect(readIfExists(path.join(dir, "missing"))).toBeUndefined();
});

test("removes the files that are not listed", () => {
  const [kept, stale] = [path.join(dir, "kept.json"), path.join(dir, "stale.json")];
  writeIfChanged(kept, "");
  writeIfChanged(stale, "");
  removeOthers(dir, [kept]);
  expect(readdirSync(dir)).toEqual(["kept.json"]);
});
