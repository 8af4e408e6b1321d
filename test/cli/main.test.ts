import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { main } from "../../cli/main";
import { runToExit } from "../../cli/run-to-exit";
import { switchyard } from "../support/switchyard";

jest.setTimeout(120_000);

const published = { root: "/nowhere", isClone: false, version: "1.2.3" };

/** What the package prints in this process, and its exit code. */
async function asPackage(...args: readonly string[]) {
  const printed = jest.spyOn(process.stdout, "write").mockReturnValue(true);
  const failed = jest.spyOn(console, "error").mockReturnValue();
  const before = process.exitCode;
  try {
    await main(args, published);
    return {
      code: process.exitCode,
      stdout: printed.mock.calls.join(""),
      stderr: failed.mock.calls.join("\n"),
    };
  } finally {
    process.exitCode = before;
    printed.mockRestore();
    failed.mockRestore();
  }
}

test("the help lists every command, exit codes and what to do next", () => {
  const { status, stdout, stderr } = switchyard(["--help"]);

  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  const commands = [...stdout.matchAll(/^ {2}(\w+) \[/gm)].map(([, name]) => name);
  expect(commands).toEqual(["synth", "cost", "start", "status", "logs", "env", "down", "help"]);
  expect(stdout).toContain("Next: switchyard <command> --help");
  expect(stdout).toContain("Exit codes: 0 success; 1 failure, with the reason printed; 2 wrong usage.");
});

test.each(["start", "status", "logs", "env", "down"])("the help of %s is that of its program", (name) => {
  const { status, stdout, stderr } = switchyard([name, "--help"]);

  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toContain("--slot <number>");
});

test("arguments of a laptop command reach its program, and its exit code comes back", () => {
  const { status, stdout, stderr } = switchyard(["logs", "envoy", "--slot", "x"]);

  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toContain("'--slot <number>' argument 'x' is invalid. must be a whole number from 0 to 9");
});

test.each([
  [["deploy"], "error: unknown command 'deploy'\n(--help lists what it takes)\n"],
  [["cost"], "error: required option '-s, --stack <name>' not specified\n(--help lists what it takes)\n"],
  [["synth", "--stack", "tpu", "--all"], "error: unknown option '--all'\n(--help lists what it takes)\n"],
])("wrong usage exits with 2: %j", (args, stderr) => {
  expect(switchyard(args)).toEqual({ status: 2, stdout: "", stderr });
});

test("stack commands read the current folder", () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "switchyard-cli-"));
  try {
    expect(switchyard(["cost", "--stack", "mine"], folder)).toEqual({
      status: 1,
      stdout: "",
      stderr:
        'invalid configuration of stack "mine" (1 problem)\n' +
        "  - Pulumi.mine.yaml: must exist, got no such file; create Pulumi.mine.yaml [MissingStack]\n",
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("a mistake of the operating system is one line, without a stack trace", async () => {
  const failed = jest.spyOn(console, "error").mockReturnValue();
  const before = process.exitCode;
  try {
    await runToExit(() => Promise.resolve().then(() => readdirSync("/no/such/folder")));
    expect(process.exitCode).toBe(1);
    expect(failed.mock.calls).toEqual([["ENOENT: no such file or directory, scandir '/no/such/folder'"]]);
  } finally {
    process.exitCode = before;
    failed.mockRestore();
  }
});

test.each(["start", "status", "logs", "env", "down"])(
  "in the published package, %s says that it needs a clone, and how to run it there",
  async (name) => {
    expect(await asPackage(name, "--slot", "3")).toEqual({
      code: 1,
      stdout: "",
      stderr:
        `\`switchyard ${name}\` needs the laptop cluster, which the npm package does not contain: ` +
        `in a clone of Switchyard's repository, run \`npm ci\`, then \`npx switchyard ${name} --slot 3\``,
    });
  },
);

test("the published package knows its version and marks what needs a clone", async () => {
  expect(await asPackage("--version")).toMatchObject({ code: 0, stdout: "1.2.3\n" });
  const { stdout } = await asPackage("--help");
  expect(stdout.match(/\(in a\s+clone only\)/g)).toHaveLength(5);
});
