/**
 * Ctrl-C and SIGTERM at every step of the real `npm start`, at its beginning and inside it, sent to the whole process
 * group as a terminal does it. A start that is interrupted stops what it began and keeps what ran before: so from a
 * stopped cluster nothing is left, a running one goes on, and the next start works. Then two starts at once.
 */
import { mkdirSync, readdirSync, symlinkSync } from "node:fs";
import path from "node:path";
import { startCommand } from "@switchyard/cluster/commands/next-steps";
import { gatewayUrl } from "@switchyard/cluster/settings";
import { cacheDirectory } from "@switchyard/toolchain/cache";
import { requestStatus } from "@switchyard/cluster/traffic/chat-request";
import { endsRight } from "./support/ends-right";
import { folderProcesses, programNames } from "./support/folder-processes";
import { Laptop } from "./support/laptop";
import { RunningCommand } from "./support/running-command";
import { toolVersion } from "./support/tool-version";

const exitCodes = { SIGINT: 130, SIGTERM: 143 } as const;

/** Building the tools from source on a machine where nothing is cached takes most of this. */
jest.setTimeout(50 * 60_000);

const laptop = Laptop.create();
const root = path.dirname(laptop.projectDir);
const { slot } = laptop.settings;
const envoyVersion = toolVersion("envoy");
const gettingEnvoy = new RegExp(`^ +envoy ${envoyVersion.replaceAll(".", "\\.")}: 0 s of about 10 s$`, "m");
const goesOn = `stopped; tools and state are kept, and \`${startCommand(slot, "local")}\` resumes from here\ninterrupted\n`;

/** The usual cache without Envoy, which comes in seconds: so that there is something to get. */
function cacheWithoutEnvoy(name: string): string {
  const cache = path.join(root, name);
  mkdirSync(cache);
  const realCache = cacheDirectory(process.env);
  for (const entry of readdirSync(realCache).filter((folder) => !folder.startsWith("envoy-")))
    symlinkSync(path.join(realCache, entry), path.join(cache, entry));
  return cache;
}

async function interrupted(name: keyof typeof exitCodes, at: RegExp, env: NodeJS.ProcessEnv = {}) {
  const running = RunningCommand.npmStart(laptop, env);
  await running.waitFor(at);
  running.signalGroup(name);
  const { code, output } = await running.end();
  expect({ code, end: output.slice(-goesOn.length) }).toEqual({ code: exitCodes[name], end: goesOn });
  expect(output).toContain("\nstopping what this command started ...\n");
  return output;
}

const startsRight = () => endsRight(RunningCommand.npmStart(laptop));

const running = () => folderProcesses(root);

afterAll(async () => {
  await laptop.remove();
  expect(running()).toEqual([]);
});

test.each(["SIGINT", "SIGTERM"] as const)("%s while a tool is being got leaves nothing", async (name) => {
  const SWITCHYARD_CACHE = cacheWithoutEnvoy(name);
  const output = await interrupted(name, gettingEnvoy, { SWITCHYARD_CACHE });
  expect(output).not.toContain("done: get the tools");
  expect(running()).toEqual([]);
  expect(readdirSync(path.join(SWITCHYARD_CACHE, `envoy-${envoyVersion}`))).toEqual([]);
});

test.each([
  ["SIGINT", /^- start the laptop cluster$/m],
  ["SIGTERM", /^- start the laptop cluster$/m],
  ["SIGTERM", /^ +etcd and kube-apiserver are ready$/m],
  ["SIGINT", /^ +node agent and gateway controller have started$/m],
  ["SIGTERM", /^- pulumi up --stack local$/m],
  ["SIGINT", /^ +\+ .* created/m],
  ["SIGTERM", /^- route requests through the gateway$/m],
] as const)("%s at %s leaves no process of a cluster that was stopped", async (name, at) => {
  await interrupted(name, at);
  expect(running()).toEqual([]);
});

test("after all of them the next start works", async () => {
  await startsRight();
});

test.each([
  ["SIGTERM", /^- pulumi up --stack local$/m],
  ["SIGINT", /^ +100 of 420 answered$/m],
] as const)("%s at %s keeps a cluster that ran before, which goes on serving", async (name, at) => {
  const before = running();
  await interrupted(name, at);
  expect(running()).toEqual(before);
  expect(await requestStatus(gatewayUrl(slot, 80), "Qwen/Qwen2.5-3B-Instruct")).toBe(200);
});

test("of two starts at once the second one is told who works, and the first one ends well", async () => {
  const before = programNames(running());
  const first = RunningCommand.npmStart(laptop);
  await first.waitFor(/^- get the tools$/m);
  const second = await RunningCommand.npmStart(laptop).end();
  expect(second.code).toBe(1);
  expect(second.output).toMatch(
    /\n`npm start` \(process \d+\) is working on this cluster; wait for it, or stop it with Ctrl-C first\n$/,
  );
  await endsRight(first);
  expect(programNames(running())).toEqual(before);
});
