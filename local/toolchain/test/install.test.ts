import { existsSync, readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { cachedFile, isIntact } from "../cache";
import { installTool } from "../install";
import type { Installer } from "../install";
import { sampleTool } from "./sample-tool";
import { temporaryFolder } from "./temporary-folder";

const folder = temporaryFolder();
const recipe = "r1";

function target(): string {
  return cachedFile(folder(), sampleTool);
}

function fakeBuilder(content = "program"): jest.Mock<Promise<void>, Parameters<Installer>> {
  return jest.fn<Promise<void>, Parameters<Installer>>(async (tool, { workDir }) => {
    await sleep(20);
    writeFileSync(path.join(workDir, tool.name), content);
  });
}

function install(
  installer: Installer,
  options: { readonly recipe?: string; readonly signal?: AbortSignal } = {},
): Promise<void> {
  const { signal = new AbortController().signal } = options;
  return installTool(sampleTool, target(), options.recipe ?? recipe, installer, {
    report: () => undefined,
    signal,
  });
}

describe("installTool", () => {
  test("puts an executable program in its place and leaves nothing else", async () => {
    await install(fakeBuilder());
    expect(readFileSync(target(), "utf8")).toBe("program");
    expect(statSync(target()).mode & 0o777).toBe(0o755);
    expect((await readdir(path.dirname(target()))).sort()).toEqual(["etcd", "etcd.json"]);
  });

  test("two runs at once build once", async () => {
    const builder = fakeBuilder();
    await Promise.all([install(builder), install(builder)]);
    expect(builder).toHaveBeenCalledTimes(1);
  });

  test("an intact program is kept", async () => {
    await install(fakeBuilder());
    const builder = fakeBuilder();
    await install(builder);
    expect(builder).not.toHaveBeenCalled();
  });

  test.each([
    [
      "truncated",
      () => {
        writeFileSync(target(), "pro");
      },
    ],
    [
      "altered with the size kept",
      () => {
        writeFileSync(target(), "prograM");
        utimesSync(target(), 1, 1);
      },
    ],
    [
      "without a readable record",
      () => {
        writeFileSync(`${target()}.json`, "{");
      },
    ],
  ])("a program that is %s is built again", async (_title, damage) => {
    await install(fakeBuilder());
    damage();
    await install(fakeBuilder("again"));
    expect(readFileSync(target(), "utf8")).toBe("again");
  });

  test("a program of another recipe is built again", async () => {
    await install(fakeBuilder());
    await install(fakeBuilder("newer"), { recipe: "r2" });
    expect(readFileSync(target(), "utf8")).toBe("newer");
  });

  test("a program that was only touched is kept", async () => {
    await install(fakeBuilder());
    utimesSync(target(), 1, 1);
    expect(await isIntact(target(), recipe)).toBe(true);
  });

  test("a failed build leaves no half file and passes its error on", async () => {
    const failing: Installer = (tool, { workDir }) => {
      writeFileSync(path.join(workDir, tool.name), "hal");
      return Promise.reject(new Error("compiler broke"));
    };
    await expect(install(failing)).rejects.toThrow("compiler broke");
    expect(await readdir(path.dirname(target()))).toEqual([]);
  });

  test("a failed build keeps the previous program", async () => {
    await install(fakeBuilder());
    const failing: Installer = () => Promise.reject(new Error("compiler broke"));
    await expect(install(failing, { recipe: "r2" })).rejects.toThrow("compiler broke");
    expect(readFileSync(target(), "utf8")).toBe("program");
  });

  test("the next run goes on after one that failed", async () => {
    await expect(install(() => Promise.reject(new Error("first")))).rejects.toThrow("first");
    await install(fakeBuilder());
    expect(existsSync(target())).toBe(true);
  });

  test("who waits for another run can be stopped", async () => {
    const stopped = new AbortController();
    const first = install(async (tool, job) => {
      const second = install(fakeBuilder(), { signal: stopped.signal });
      setTimeout(() => {
        stopped.abort(new Error("stopped"));
      }, 20);
      await expect(second).rejects.toThrow("stopped");
      await fakeBuilder()(tool, job);
    });
    await first;
    expect(existsSync(target())).toBe(true);
  });
});
