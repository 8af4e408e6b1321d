import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { z } from "zod";
import { readIfValid } from "../read-if-valid";

const schema = z.object({ pid: z.number() });
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "read-if-valid-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

test.each([
  ["what the schema knows", '{"pid": 7, "other": 1}', { pid: 7 }],
  ["nothing of another version", '{"process": 7}', undefined],
  ["nothing of half a file", '{"pid": 7', undefined],
  ["nothing of an empty file", "", undefined],
])("reads %s", (_, text, expected) => {
  const file = path.join(folder, "record.json");
  writeFileSync(file, text);
  expect(readIfValid(file, schema)).toEqual(expected);
});

test("reads nothing where there is no file", () => {
  expect(readIfValid(path.join(folder, "none.json"), schema)).toBeUndefined();
});
