import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import path from "node:path";
import { runUpdate, stopUpdate } from "../../pulumi/update";
import { processIdentity } from "@switchyard/process/process-identity";
import { clusterSettings } from "../../settings";
import type { ClusterSettings } from "../../settings";
import { UserError } from "@switchyard/process/user-error";
import { testToolchain } from "@switchyard/toolchain/testing/test-toolchain";
import { until } from "@switchyard/process/testing/until";

// Each test starts processes; on a busy machine that takes seconds.
jest.setTimeout(30_000);

let folder: string;
let settings: ClusterSettings;
let notes: string[];
let live: string[];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "update-"));
  settings = clusterSettings(1, folder);
  mkdirSync(settings.logDir, { recursive: true });
  notes = [];
  live = [];
});

afterEach(async () => {
  await stopUpdate(settings);
  rmSync(folder, { recursive: true });
});

const program = () => path.join(folder, "pulumi/pulumi");
const file = (name: string) => path.join(folder, name);

/** Puts a shell script in the place of the engine; what runs on `stack select` and on `up`. */
function engine(up: string, select = ""): void {
  mkdirSync(path.dirname(program()), { recursive: true });
  const noted = `echo "$PWD $PULUMI_BACKEND_URL $*" >> ${file("calls")}`;
  const script = `#!/bin/sh\n${noted}\nif [ "$1" = stack ]; then\n${select}\nexit\nfi\n${up}\n`;
  writeFileSync(program(), script, { mode: 0o755 });
}

function update(signal?: AbortSignal) {
  return runUpdate({
    settings,
    toolchain: testToolchain(folder),
    chartReachable: true,
    projectDir: folder,
    stack: "local",
    progress: { note: (line) => notes.push(line), live: (line) => live.push(line) },
    signal,
  });
}

const calls = () => readFileSync(file("calls"), "utf8").trim().split("\n");
const log = () => readFileSync(path.join(settings.logDir, "pulumi.log"), "utf8");
const records = () => readdirSync(settings.processDir);

const output = `cat <<'END'
 +  kubernetes:core/v1:Service a creating (0s)
 +  kubernetes:core/v1:Service a created (0.1s)
Resources:
    + 2 created
    3 unchanged
Duration: 1s
END`;

test("the stack is selected, then brought up, in the project and with the state of this cluster alone", async () => {
  engine(output);
  expect(await update()).toEqual({ created: 2, unchanged: 3 });
  const where = `${folder} file://${settings.pulumiStateDir}?metadata=skip`;
  expect(calls()).toEqual([
    `${where} stack select local --create --non-interactive`,
    `${where} up --stack local --yes --skip-preview --non-interactive --color=never`,
  ]);
  expect(records()).toEqual([]);
});

test("what goes on is shown, what has ended is noted, all of it is in the log", async () => {
  engine(`${output}\necho "warning: to stderr" >&2`);
  await update();
  expect(live).toEqual(["+  kubernetes:core/v1:Service a creating (0s)"]);
  expect(notes).toEqual(["+  kubernetes:core/v1:Service a created (0.1s)"]);
  expect(log()).toContain("Resources:\n    + 2 created\n");
  expect(log()).toContain("warning: to stderr\n");
});

test("the log of the update before is not taken for this one's", async () => {
  engine("echo first");
  await update();
  engine("echo second");
  await update();
  expect(log()).toBe("second\n");
});

test("a failed update gives the engine's reasons", async () => {
  engine(`cat <<'END'
Diagnostics:
  kubernetes:core/v1:Service (a):
    error: port is taken

  pulumi:pulumi:Stack (switchyard-local):
    error: update failed
END
exit 255`);
  await expect(update()).rejects.toThrow(
    new UserError(
      "`pulumi up --stack local` failed:\n    kubernetes:core/v1:Service (a):\n      error: port is taken",
    ),
  );
  expect(records()).toEqual([]);
});

test("a stack that cannot be selected is not brought up", async () => {
  engine(output, "echo 'error: no state' >&2; exit 1");
  await expect(update()).rejects.toThrow(
    new UserError("`pulumi stack select local` failed:\n  error: no state"),
  );
  expect(calls()).toHaveLength(1);
});

test("an engine that was killed is told apart from one that failed, and what it left is ended", async () => {
  // As a real engine it does not end before it is known.
  const isKnown = `until [ -e ${settings.processDir}/pulumi.json ]; do sleep 0.02; done`;
  engine(`${isKnown}\nsleep 600 > /dev/null 2>&1 & echo $! > ${file("left")}; kill -9 $$`);
  await expect(update()).rejects.toThrow(
    new UserError("`pulumi up --stack local` was killed by SIGKILL; run the command again"),
  );
  expect(processIdentity(Number(readFileSync(file("left"), "utf8")))).toBeUndefined();
});

test("an engine that is not there is the user's to put right, not a crash", async () => {
  await expect(update()).rejects.toThrow(
    new UserError(
      `\`pulumi stack select local\` cannot be started: spawn ${program()} ENOENT; run \`npm start\``,
    ),
  );
});

test("the lock of a killed update is removed first, and that is said", async () => {
  const locks = path.join(settings.pulumiStateDir, ".pulumi/locks/organization/switchyard/local");
  mkdirSync(locks, { recursive: true });
  writeFileSync(path.join(locks, "a.json"), JSON.stringify({ pid: process.pid, hostname: hostname() }));
  engine(`test -e ${locks}/a.json && exit 1; exit 0`);
  await update();
  expect(notes).toEqual(["removed the lock of a killed update"]);
});

test("a stop gives the engine time to write its state, and ends with the reason of the stop", async () => {
  const writesItsState = `trap 'sleep 0.2; echo written > ${file("state")}; exit 1' TERM`;
  engine(`${writesItsState}\ntouch ${file("up")}\nwhile :; do sleep 0.05; done`);
  const stopped = new AbortController();
  const updating = update(stopped.signal).catch((error: unknown) => error);
  await until(() => existsSync(file("up")));
  stopped.abort(new Error("interrupted"));
  expect(await updating).toEqual(new Error("interrupted"));
  expect(readFileSync(file("state"), "utf8")).toBe("written\n");
  expect(records()).toEqual([]);
});

test("an update that is stopped before it begins starts no engine", async () => {
  engine(output);
  await expect(update(AbortSignal.abort(new Error("interrupted")))).rejects.toThrow(new Error("interrupted"));
  expect(existsSync(file("calls"))).toBe(false);
});

test("another run finds the engine by its record and stops it", async () => {
  engine(`touch ${file("up")}; exec sleep 600`);
  const updating = update().catch((error: unknown) => error);
  await until(() => existsSync(file("up")));
  expect(records()).toEqual(["pulumi.json"]);
  expect(await stopUpdate(settings)).toBe(true);
  expect(await updating).toEqual(
    new UserError("`pulumi up --stack local` was killed by SIGTERM; run the command again"),
  );
  expect(await stopUpdate(settings)).toBe(false);
});

test("a log that cannot be written ends no update in the middle, and is told at its end", async () => {
  engine(`${output}\ntouch ${file("ended")}`);
  rmSync(settings.logDir, { recursive: true });
  await expect(update()).rejects.toThrow(
    new UserError(
      "the update's log cannot be written: ENOENT: no such file or directory, open " +
        `'${settings.logDir}/pulumi.log'; free some space`,
    ),
  );
  expect(existsSync(file("ended"))).toBe(true);
});
