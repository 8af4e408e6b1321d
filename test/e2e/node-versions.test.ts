/** The supported majors of Node, at the oldest release of each, or the running one where it is of that major. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { z } from "zod";
import { projectDir } from "../support/sources";
import { ended } from "@switchyard/process/testing/ended";
import type { Ended } from "@switchyard/process/testing/ended";
import { nodeOfMajor, oldestNode } from "./support/node-of-major";
import { succeeded } from "./support/succeeded";

const majors = [20, 22, 24] as const;

/** What leans on Node most: loading of ES modules, processes and their groups, sockets, streams, files. */
const suites = [
  "test/infra/golden.test.ts",
  "test/infra/deploy-stack.test.ts",
  "local/toolchain/test/run-command.test.ts",
  "local/toolchain/test/artifacts.test.ts",
  "local/process/test/managed-process.test.ts",
  "local/node-agent/test/container-runner.test.ts",
  "local/model-server/test/server.test.ts",
];

jest.setTimeout(5 * 60_000);

const folder = mkdtempSync(path.join(os.tmpdir(), "switchyard-node-"));

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function run(node: string, ...args: string[]): Promise<Ended> {
  return ended(node, args, projectDir, process.env);
}

/** What `synth` writes for the tpu stack on a Node of a major, by the name of the file. */
async function synthesized(major: number): Promise<ReadonlyMap<string, string>> {
  const out = path.join(folder, String(major));
  const args = ["bin/switchyard.cjs", "synth", "--stack", "tpu", "--out", out];
  succeeded(await run(await nodeOfMajor(major), ...args));
  const files = readdirSync(out, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".yaml"),
  );
  return new Map(files.map((file) => [file, readFileSync(path.join(out, file), "utf8")]));
}

const summarySchema = z.object({
  success: z.boolean(),
  numTotalTestSuites: z.number(),
  numPendingTests: z.number(),
  numPassedTests: z.number(),
});

test("package.json asks for the Nodes that are tested, and for none that is older", () => {
  const { engines } = z
    .object({ engines: z.object({ node: z.string() }) })
    .parse(JSON.parse(readFileSync(path.join(projectDir, "package.json"), "utf8")));
  const [first, second, third] = majors.map(oldestNode);
  expect(engines.node).toBe(`^${first ?? ""} || ^${second ?? ""} || >=${third ?? ""}`);
});

describe.each(majors)("Node %i", (major) => {
  let node = "";

  beforeAll(async () => {
    node = await nodeOfMajor(major);
  });

  test("is of that major", async () => {
    expect(succeeded(await run(node, "--version"))).toMatch(new RegExp(`^v${major}\\.\\d+\\.\\d+\n$`));
  });

  test("loads the program as the engine does", async () => {
    const script = 'console.log(typeof require("./infra/run.cjs"))';
    expect(await run(node, "-e", script)).toEqual({ code: 0, stdout: "function\n", stderr: "" });
  });

  test("knows the commands of the laptop cluster", async () => {
    const { code, stdout } = await run(node, "bin/switchyard.cjs", "--help");
    expect({ code, usage: stdout.split("\n", 1) }).toEqual({
      code: 0,
      usage: ["Usage: switchyard [options] [command]"],
    });
  });

  test("passes the unit tests that lean on Node most", async () => {
    const options = ["--selectProjects", "unit", "--maxWorkers", "1", "--json", "--runTestsByPath"];
    const { stdout } = await run(node, "node_modules/jest/bin/jest.js", ...options, ...suites);
    const { numPassedTests, ...summary } = summarySchema.parse(JSON.parse(stdout));
    expect(summary).toEqual({ success: true, numTotalTestSuites: suites.length, numPendingTests: 0 });
    expect(numPassedTests).toBeGreaterThan(suites.length);
  });
});

test("every one of them writes the same YAML for the tpu stack", async () => {
  const [oldest, ...others] = await Promise.all(majors.map(synthesized));
  expect(oldest?.size).toBeGreaterThan(20);
  for (const other of others) expect(other).toEqual(oldest);
});
