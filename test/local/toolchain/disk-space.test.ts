import path from "node:path";
import { diskSpaceMessage, requireDiskSpace } from "../../../local/toolchain/disk-space";
import { temporaryFolder } from "./temporary-folder";

const folder = temporaryFolder();

test("a folder that does not exist yet counts as where it will be", async () => {
  await expect(requireDiskSpace(path.join(folder(), "a/b/c"), 0)).resolves.toBeUndefined();
});

test("too little room is an error", async () => {
  await expect(requireDiskSpace(folder(), 1e12)).rejects.toThrow(
    /^disk of .*: need 1000000000000 GiB free, got /,
  );
});

test("the message says what to do", () => {
  expect(diskSpaceMessage("/cache", 8, 1.26)).toBe(
    "disk of /cache: need 8 GiB free, got 1.3 GiB; free some, or choose another disk with SWITCHYARD_CACHE, " +
      "GOCACHE and GOMODCACHE",
  );
});
