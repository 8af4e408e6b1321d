/**
 * `kill -9` of every local process. What runs in a pod, and Envoy, is started again by its supervisor. A part of the
 * cluster itself stays away: `status` names it with its log, and the next `npm start` starts it and stops what it had
 * left. Each time the same programs run afterwards: none is missing, none is there twice.
 */
import path from "node:path";
import { z } from "zod";
import { clusterProcesses } from "@switchyard/cluster/cluster";
import { isRunning, processIdentity } from "@switchyard/process/process-identity";
import type { ProcessIdentity } from "@switchyard/process/process-identity";
import { gatewayUrl } from "@switchyard/cluster/settings";
import { requestStatus } from "@switchyard/cluster/traffic/chat-request";
import { ClusterProcesses, killForGood } from "./support/cluster-processes";
import { endsRight } from "./support/ends-right";
import { expectEventually } from "./support/eventually";
import { folderProcesses, programNames } from "./support/folder-processes";
import { Laptop } from "./support/laptop";
import { RunningCommand } from "./support/running-command";

const models = ["Qwen/Qwen2.5-3B-Instruct", "microsoft/Phi-3-mini-4k-instruct"];
const statusSchema = z.object({ processes: z.array(z.looseObject({ name: z.string(), state: z.string() })) });

/** Building the tools from source on a machine where nothing is cached takes most of this. */
jest.setTimeout(50 * 60_000);

const laptop = Laptop.create();
const root = path.dirname(laptop.projectDir);
let processes: ClusterProcesses;
let usual: readonly string[] = [];

const programs = () => programNames(folderProcesses(root));
const statuses = () =>
  Promise.all(models.map((model) => requestStatus(gatewayUrl(laptop.settings.slot, 80), model)));

const startsRight = () => endsRight(RunningCommand.npmStart(laptop));

async function ended(identity: ProcessIdentity): Promise<void> {
  await expectEventually(() => Promise.resolve(isRunning(identity)), false);
}

beforeAll(async () => {
  await startsRight();
  usual = programs();
  processes = new ClusterProcesses(laptop.settings, "llm-d-inference-scheduling");
});

afterAll(async () => {
  await laptop.remove();
  expect(folderProcesses(root)).toEqual([]);
});

test("everything that is to run does so", () => {
  expect(usual).toEqual([
    "bbr",
    "bbr",
    // The gateway's, and those of the static answers.
    "envoy",
    "envoy",
    "envoy",
    "epp",
    "epp",
    "etcd",
    "kube-apiserver",
    "kube-controller-manager",
    "kube-scheduler",
    "local/gateway-controller/main.ts",
    "local/model-server/main.ts",
    "local/model-server/main.ts",
    "local/node-agent/main.ts",
  ]);
});

test.each([
  ["a model server", "switchyard.dev/model=qwen2-5-3b-instruct"],
  ["an endpoint picker", "switchyard.dev/endpoint-picker=qwen2-5-3b-instruct"],
  ["a body-based router", "app=body-based-router"],
  ["an answering pod", "app.kubernetes.io/component=static-answers"],
])("%s is started again, and every model answers", async (_title, labels) => {
  const [pod] = await processes.pods(labels);
  if (pod === undefined) throw new Error(`no pod has ${labels}`);
  await killForGood(pod.pid);
  await expectEventually(
    async () => {
      const now = (await processes.pods(labels)).find(({ name }) => name === pod.name);
      return now && { ready: now.ready, restarts: now.restarts, isNew: now.pid !== pod.pid };
    },
    { ready: true, restarts: 1, isNew: true },
  );
  await expectEventually(statuses, [200, 200]);
  expect(programs()).toEqual(usual);
});

test("Envoy is started again, and every model answers", async () => {
  const { pid } = processes.envoy();
  await killForGood(pid);
  await expectEventually(statuses, [200, 200]);
  expect(processes.envoy().pid).not.toBe(pid);
  expect(programs()).toEqual(usual);
});

test.each(clusterProcesses)(
  "%s: status names it with its log, and the next start repairs it",
  async (name) => {
    await killForGood(processes.part(name).pid);
    const { stdout } = await laptop.local("status", "--json");
    const log = path.join(laptop.settings.logDir, `${name}.log`);
    const down = statusSchema.parse(JSON.parse(stdout)).processes.filter(({ state }) => state !== "running");
    expect(down).toEqual([{ name, state: "ended", log }]);
    expect((await laptop.local("status")).stdout).toContain(`exited unexpectedly; see ${log}\n`);

    await startsRight();
    expect(programs()).toEqual(usual);
  },
);

test("npm start in the middle of an update: the next one stops what it left, and works", async () => {
  laptop.setModels([...models, "mistralai/Mistral-7B-Instruct-v0.3"].map((model) => ({ model })));
  const start = RunningCommand.npmStart(laptop);
  await start.waitFor(/^ +\+ .* created/m);
  const engine = processes.part("pulumi");
  const left = folderProcesses(root).filter(({ command }) =>
    /pulumi-(language|resource)-/.test(command.join(" ")),
  );
  expect(left).toHaveLength(2);
  const identities = left.flatMap(({ pid }) => processIdentity(pid) ?? []);
  start.signalGroup("SIGKILL");
  process.kill(engine.pid, "SIGKILL");
  await start.end();

  await startsRight();
  for (const identity of [engine, ...identities]) await ended(identity);
  expect(programs()).toEqual([...usual, "epp", "local/model-server/main.ts"].sort());
});

test("all at once: the next start works", async () => {
  for (const { pid } of folderProcesses(root)) process.kill(pid, "SIGKILL");
  await expectEventually(() => Promise.resolve(folderProcesses(root)), []);
  await startsRight();
  expect(programs()).toEqual([...usual, "epp", "local/model-server/main.ts"].sort());
});
