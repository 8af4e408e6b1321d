import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { isIntactFolder, recordFolder } from "../folder-record";
import { temporaryFolder } from "./temporary-folder";

const root = temporaryFolder();
let folder: string;

beforeEach(async () => {
  folder = path.join(root(), "crds");
  mkdirSync(path.join(folder, "templates"), { recursive: true });
  writeFileSync(path.join(folder, "a.yaml"), "kind: A");
  writeFileSync(path.join(folder, "templates", "b.yaml"), "kind: B");
  await recordFolder(folder);
});

test("a folder that is as it was recorded is intact", async () => {
  await expect(isIntactFolder(folder)).resolves.toBe(true);
});

test.each<readonly [string, () => void]>([
  [
    "a truncated file",
    () => {
      writeFileSync(path.join(folder, "a.yaml"), "kind");
    },
  ],
  [
    "a missing file",
    () => {
      rmSync(path.join(folder, "templates", "b.yaml"));
    },
  ],
  [
    "a file more",
    () => {
      writeFileSync(path.join(folder, "c.yaml"), "");
    },
  ],
  [
    "a renamed file",
    () => {
      renameSync(path.join(folder, "a.yaml"), path.join(folder, "z.yaml"));
    },
  ],
  [
    "no record",
    () => {
      rmSync(`${folder}.json`);
    },
  ],
  [
    "half a record",
    () => {
      writeFileSync(`${folder}.json`, '{"sha');
    },
  ],
  [
    "no folder",
    () => {
      rmSync(folder, { recursive: true });
    },
  ],
])("%s is noticed", async (_title, damage) => {
  damage();
  await expect(isIntactFolder(folder)).resolves.toBe(false);
});
