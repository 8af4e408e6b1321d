import { mkdtempSync, readFileSync, readdirSync, readlinkSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { writeVolume } from "../volume-writer";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "volume-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const file = (name: string, content: string) => ({ path: name, content: Buffer.from(content) });
const read = (name: string) => readFileSync(path.join(folder, name), "utf8");
const data = () => readlinkSync(path.join(folder, "..data"));
const visible = () =>
  readdirSync(folder)
    .filter((name) => !name.startsWith(".."))
    .sort();

test("each file is a link through the folder that `..data` leads to", async () => {
  await writeVolume(folder, [file("a", "1"), file("b/c", "2")]);

  expect([read("a"), read("b/c")]).toEqual(["1", "2"]);
  expect(readlinkSync(path.join(folder, "a"))).toBe(path.join("..data", "a"));
  expect(readlinkSync(path.join(folder, "b"))).toBe(path.join("..data", "b"));
  expect(read(path.join(data(), "a"))).toBe("1");
});

test("a change moves the link to a new folder, adds and removes links, and leaves no old folder behind", async () => {
  await writeVolume(folder, [file("a", "1"), file("b", "1")]);
  const before = data();
  await writeVolume(folder, [file("a", "2"), file("c", "2")]);

  expect(data()).not.toBe(before);
  expect([read("a"), read("c"), visible()]).toEqual(["2", "2", ["a", "c"]]);
  expect(readdirSync(folder).filter((name) => name.startsWith("..files-"))).toEqual([data()]);
});

test("nothing is touched where nothing has changed", async () => {
  await writeVolume(folder, [file("a", "1"), file("b/c", "2")]);
  const before = [data(), statSync(path.join(folder, "a")).mtimeMs];
  await writeVolume(folder, [file("a", "1"), file("b/c", "2")]);

  expect([data(), statSync(path.join(folder, "a")).mtimeMs]).toEqual(before);
});

test("a volume of no object is an empty folder", async () => {
  await writeVolume(folder, []);

  expect(readdirSync(folder)).toEqual([]);
});
