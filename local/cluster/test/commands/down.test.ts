import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { runDown } from "../../commands/down";
import { claimSlot } from "../../commands/slot-owner";
import { clusterSettings } from "../../settings";
import type { ClusterSettings } from "../../settings";

let projectDir: string;
let settings: ClusterSettings;
let printed: unknown[];

beforeEach(() => {
  printed = [];
  jest.spyOn(console, "log").mockImplementation((line: unknown) => printed.push(line));
  projectDir = mkdtempSync(path.join(tmpdir(), "down-"));
  settings = clusterSettings(3, projectDir);
});

afterEach(() => {
  rmSync(projectDir, { recursive: true });
  jest.restoreAllMocks();
});

/** A cluster of stack tpu with a simulated cloud, stopped. */
function stoppedCluster(): void {
  mkdirSync(settings.simulatedGcpDir, { recursive: true });
  claimSlot(settings, { stack: "tpu", simulatedProject: "my-project" }, projectDir);
  writeFileSync(settings.kubeconfig, "");
  writeFileSync(path.join(settings.simulatedGcpDir, "load-balancers.json"), '[{"gateway": "llm-d/gateway"}]');
}

test("a cluster that is stopped comes back with the stack that its slot belongs to", async () => {
  stoppedCluster();
  await runDown(settings, false);
  expect(printed).toEqual([
    "stopped; `npm start -- --stack tpu --slot 3` starts it again with everything in it",
  ]);
  expect(existsSync(settings.simulatedGcpDir)).toBe(true);
});

test("purging forgets the simulated cloud too, even one still in use, and frees the slot", async () => {
  stoppedCluster();
  await runDown(settings, true);
  expect(printed).toEqual([
    `stopped and removed ${settings.stateDir}; \`npm start -- --stack tpu --slot 3\` starts from scratch`,
  ]);
  expect(existsSync(settings.stateDir)).toBe(false);
  mkdirSync(settings.stateDir);
  expect(() => {
    claimSlot(settings, { stack: "local" }, projectDir);
  }).not.toThrow();
});

test("a slot without a cluster says what makes one", async () => {
  await runDown(settings, false);
  expect(printed).toEqual(["no cluster in slot 3; `npm start -- --slot 3` starts one"]);
});
