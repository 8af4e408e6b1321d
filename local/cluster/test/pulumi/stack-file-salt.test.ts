import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { withoutNewSalt } from "../../pulumi/stack-file-salt";

const text = "# A comment that stays.\nconfig:\n  switchyard:zone: europe-west4-a\n";
const salt = "encryptionsalt: v1:8mT5+XYDEag=:v1:YhtqSUBfpqmgcCqv:BhQo0JR4F8LTTd0C63nIGdeIouR/xg==\n";

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "salt-"));
  file = path.join(folder, "Pulumi.tpu.yaml");
  writeFileSync(file, text, { mode: 0o640 });
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const content = () => readFileSync(file, "utf8");

test("the salt that the engine adds is taken out again, and nothing else is changed", async () => {
  const result = await withoutNewSalt(file, () => {
    writeFileSync(file, `${text}${salt}`);
    return Promise.resolve("done");
  });
  expect([result, content(), statSync(file).mode & 0o777]).toEqual(["done", text, 0o640]);
});

test("what the user changes meanwhile stays", async () => {
  await withoutNewSalt(file, () => {
    writeFileSync(file, `${salt}${text}# more\n`);
    return Promise.resolve();
  });
  expect(content()).toBe(`${text}# more\n`);
});

test("a file that had one keeps it", async () => {
  writeFileSync(file, `${text}${salt}`);
  await withoutNewSalt(file, () => Promise.resolve());
  expect(content()).toBe(`${text}${salt}`);
});

test("it is taken out after a failure too", async () => {
  const failure = new Error("the update failed");
  const work = () => {
    writeFileSync(file, `${text}${salt}`);
    return Promise.reject(failure);
  };
  await expect(withoutNewSalt(file, work)).rejects.toBe(failure);
  expect(content()).toBe(text);
});
