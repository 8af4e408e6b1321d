/** How the two programs take wrong words: the real ones, each in a process of its own. */
import path from "node:path";
import { ended } from "@switchyard/process/testing/ended";

const repository = path.join(__dirname, "../../../..");

function run(words: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const [script = "", ...args] = words;
  const argv = ["--import", "tsx", `local/cluster/${script}`, ...args];
  return ended(process.execPath, argv, repository, {
    ...process.env,
    SWITCHYARD_SLOT: undefined,
    SWITCHYARD_GATEWAY: undefined,
    ...env,
  });
}

const hint = "(--help lists what it takes)";
const slotRule = "must be a whole number from 0 to 9";

test.each([
  [["start.ts", "--slot", "12"], `error: option '--slot <number>' argument '12' is invalid. ${slotRule}`],
  [
    ["start.ts", "--stack", "prod"],
    "error: option '--stack <name>' argument 'prod' is invalid. Allowed choices are local, tpu, gpu.",
  ],
  [
    ["start.ts", "--kubernetes", "1.33"],
    "error: option '--kubernetes <which>' argument '1.33' is invalid. Allowed choices are current, minimum.",
  ],
  [
    ["start.ts", "--gateway", "nginx"],
    "error: option '--gateway <kind>' argument 'nginx' is invalid. Allowed choices are gke, istio.",
  ],
  [["cli.ts", "statsu"], "error: unknown command 'statsu'\n(Did you mean status?)"],
  [["cli.ts", "down", "--slot", "x"], `error: option '--slot <number>' argument 'x' is invalid. ${slotRule}`],
  [["cli.ts", "env", "--jsn"], "error: unknown option '--jsn'\n(Did you mean --json?)"],
  [["cli.ts", "logs"], "error: missing required argument 'name'"],
])("%j is wrong usage", async (words, message) => {
  expect(await run(words)).toEqual({ code: 2, stdout: "", stderr: `${message}\n${hint}\n` });
});

test("a wrong slot in the environment is wrong usage", async () => {
  const { code, stderr } = await run(["cli.ts", "status"], { SWITCHYARD_SLOT: "ten" });
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: `error: option '--slot <number>' value 'ten' from env 'SWITCHYARD_SLOT' is invalid. ${slotRule}\n${hint}\n`,
  });
});

test("without a command the help is shown, as wrong usage", async () => {
  const { code, stderr } = await run(["cli.ts"]);
  expect(code).toBe(2);
  expect(stderr).toMatch(/^Usage: npm run local -- /);
});

test.each([
  [["start.ts", "--help"], "Usage: npm start -- [options]"],
  [["cli.ts", "--help"], "Usage: npm run local -- [options] [command]"],
  [["cli.ts", "down", "--help"], "Usage: npm run local -- down [options]"],
])("%j shows how it is used", async (words, usage) => {
  const { code, stdout, stderr } = await run(words);
  expect({ code, stderr, usage: stdout.split("\n")[0] }).toEqual({ code: 0, stderr: "", usage });
});
