import { writeFileSync } from "node:fs";
import path from "node:path";
import { decideStep } from "../decide";
import { checkPrerequisites } from "../prerequisites";
import { sampleTool } from "./sample-tool";
import { temporaryFolder } from "./temporary-folder";

const folder = temporaryFolder();
const searchPath = process.env["PATH"];

afterEach(() => {
  process.env["PATH"] = searchPath;
});

function check(
  facts: { readonly isReleaseReachable?: boolean; readonly isCached?: boolean },
  cacheDir: string,
): Promise<void> {
  const step = decideStep(sampleTool, {
    isCached: facts.isCached ?? false,
    installedFile: undefined,
    isReleaseReachable: facts.isReleaseReachable ?? false,
  });
  return checkPrerequisites([{ tool: sampleTool, step, recipe: "r", file: "/nowhere" }], false, cacheDir);
}

describe("checkPrerequisites", () => {
  test("needs nothing when everything is cached", async () => {
    process.env["PATH"] = "";
    await expect(check({ isCached: true }, "/proc/nowhere")).resolves.toBeUndefined();
  });

  test("needs Go to build", async () => {
    process.env["PATH"] = folder();
    await expect(check({}, folder())).rejects.toThrow(
      "go: not found: Go 1.25 or newer is needed to build tools from source; " +
        "install it from https://go.dev/dl and put it first on PATH",
    );
  });

  test("needs a Go that is not too old to build", async () => {
    writeFileSync(path.join(folder(), "go"), "#!/bin/sh\necho go1.22.1\n", { mode: 0o755 });
    process.env["PATH"] = folder();
    await expect(check({}, folder())).rejects.toThrow(
      "go: got go1.22.1: Go 1.25 or newer is needed to build tools from source; " +
        "install it from https://go.dev/dl and put it first on PATH",
    );
  });

  test("needs a cache that can be written", async () => {
    const file = path.join(folder(), "file");
    writeFileSync(file, "");
    await expect(check({ isReleaseReachable: true }, path.join(file, "cache"))).rejects.toThrow(
      `${file}/cache: cannot be written: ENOTDIR: not a directory, mkdir '${file}/cache'; ` +
        "choose another folder with SWITCHYARD_CACHE",
    );
  });

  test("names all that is missing at once", async () => {
    process.env["PATH"] = folder();
    const file = path.join(folder(), "file");
    writeFileSync(file, "");
    await expect(check({}, path.join(file, "cache"))).rejects.toThrow(
      /^go: not found: .*\n.*\/file\/cache: cannot be written: /,
    );
  });

  test("needs no Go to download", async () => {
    process.env["PATH"] = "";
    await expect(check({ isReleaseReachable: true }, path.join(folder(), "cache"))).resolves.toBeUndefined();
  });
});
