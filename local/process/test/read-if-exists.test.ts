import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readIfExists } from "../read-if-exists";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "read-if-exists-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

test("reads a file, an empty one as well", () => {
  const file = path.join(folder, "file");
  writeFileSync(file, "text");
  expect(readIfExists(file)).toBe("text");
  writeFileSync(file, "");
  expect(readIfExists(file)).toBe("");
});

test("a file that is not there has no text", () => {
  expect(readIfExists(path.join(folder, "none"))).toBeUndefined();
});

test("one that cannot be read is no missing one", () => {
  expect(() => readIfExists(folder)).toThrow("EISDIR");
});
