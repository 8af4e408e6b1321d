import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { findInstalledCopy } from "../installed-copy";
import type { Tool } from "../tool";
import { builtTool, sampleTool } from "./sample-tool";
import { temporaryFolder } from "./temporary-folder";

const folder = temporaryFolder();

function putProgram(relative: string, script: string): string {
  const file = path.join(folder(), relative);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return file;
}

function find(tool: Tool): Promise<string | undefined> {
  return findInstalledCopy(tool, { PATH: `${folder()}/bin:/usr/bin:/bin` });
}

describe("findInstalledCopy", () => {
  test("finds a copy in a version that fits", async () => {
    const file = putProgram("bin/etcd", "echo etcd Version: 9.5.9");
    expect(await find(sampleTool)).toBe(file);
  });

  test.each([
    ["of another version", "echo etcd Version: 9.4.1"],
    ["that prints no version", "echo hello"],
    ["that fails", "echo etcd Version: 9.5.3; exit 1"],
  ])("ignores a copy %s", async (_title, script) => {
    putProgram("bin/etcd", script);
    expect(await find(sampleTool)).toBeUndefined();
  });

  test("ignores a tool that must not come from the user", async () => {
    putProgram("bin/etcd", "echo etcd Version: 9.5.3");
    expect(await find(builtTool)).toBeUndefined();
  });

  test("asks the program beside it where it prints no version", async () => {
    const tool: Tool = {
      ...sampleTool,
      name: "pulumi-language-nodejs",
      version: "93.1.0",
      installed: {
        versionArgs: ["version"],
        sibling: "pulumi",
        accepts: "same-major-not-older",
      },
    };
    const file = putProgram("bin/pulumi-language-nodejs", "exit 1");
    expect(await find(tool)).toBeUndefined();
    putProgram("bin/pulumi", 'test "$1" = version && echo v93.2.0');
    expect(await find(tool)).toBe(file);
  });
});
