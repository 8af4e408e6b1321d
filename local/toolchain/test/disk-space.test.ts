import path from "node:path";
import { requireDiskSpace } from "../disk-space";
import { temporaryFolder } from "./temporary-folder";

const folder = temporaryFolder();
const remedy = "choose another disk with SWITCHYARD_CACHE";

test("a folder that does not exist yet counts as where it will be", async () => {
  await expect(requireDiskSpace(path.join(folder(), "a/b/c"), 0, remedy)).resolves.toBeUndefined();
});

test("too little room is an error that says what to do", async () => {
  await expect(requireDiskSpace(folder(), 1e12, remedy)).rejects.toThrow(
    /^disk of \/.*: need 1000000000000 GiB free, got \d+\.\d GiB; free some, or choose another disk with SWITCHYARD_CACHE$/,
  );
});
