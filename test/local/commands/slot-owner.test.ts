import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { claimSlot, readSlotOwner, requireSlot } from "../../../local/commands/slot-owner";
import { clusterSettings } from "../../../local/settings";
import { UserError } from "../../../local/user-error";

let projectDir: string;

beforeEach(() => {
  projectDir = mkdtempSync(path.join(tmpdir(), "slot-owner-"));
});

afterEach(() => {
  rmSync(projectDir, { recursive: true });
});

/** Settings of a slot whose API server has been started, so that there is something to lose. */
function usedSlot(slot: number) {
  const settings = clusterSettings(slot, projectDir);
  mkdirSync(settings.stateDir, { recursive: true });
  writeFileSync(settings.kubeconfig, "");
  return settings;
}

const ownerFile = (slot: number) => path.join(clusterSettings(slot, projectDir).stateDir, "stack.json");

test("a slot belongs to the stack that was started there first", () => {
  const settings = usedSlot(0);
  const owner = { stack: "tpu", simulatedProject: "my-project" };
  rmSync(settings.kubeconfig);
  claimSlot(settings, owner, projectDir);
  writeFileSync(settings.kubeconfig, "");
  expect(readSlotOwner(settings)).toEqual(owner);
  expect(statSync(ownerFile(0)).mode & 0o777).toBe(0o600);
  claimSlot(settings, { ...owner, simulatedProject: "another-project" }, projectDir);
  expect(readSlotOwner(settings)?.simulatedProject).toBe("another-project");
});

test("another stack is refused with what helps, and changes nothing", () => {
  const settings = usedSlot(0);
  claimSlot(settings, { stack: "local" }, projectDir);
  const refusal = new UserError(
    [
      "slot 0 belongs to stack local, and what is deployed there would be lost to it; one of these helps:",
      "take a free slot: `npm start -- --stack tpu --slot 1`",
      "go on with stack local: `npm start`",
      "forget stack local: `npm run local -- down --purge`",
    ].join("\n  "),
  );
  expect(() => {
    claimSlot(settings, { stack: "tpu", simulatedProject: "p" }, projectDir);
  }).toThrow(refusal);
  expect(() => {
    requireSlot(settings, "tpu", projectDir);
  }).toThrow(refusal);
  expect(readSlotOwner(settings)).toEqual({ stack: "local" });
});

test("the free slot is one that nobody uses; where there is none, none is named", () => {
  const slots = Array.from({ length: 9 }, (_, slot) => usedSlot(slot));
  const [first] = slots;
  const require = () => {
    if (first) requireSlot(first, "gpu", projectDir);
  };
  expect(require).toThrow("`npm start -- --stack gpu --slot 9`");
  usedSlot(9);
  expect(require).toThrow(/helps:\n {2}go on with stack local/);
});

test("a slot in which nothing was deployed is free, whatever began there", () => {
  const settings = usedSlot(4);
  claimSlot(settings, { stack: "local" }, projectDir);
  rmSync(settings.kubeconfig);
  expect(readSlotOwner(settings)).toBeUndefined();
  claimSlot(settings, { stack: "gpu", simulatedProject: "p" }, projectDir);
});

test.each([
  ["none, as before there were records", undefined],
  ["one that is damaged", "{"],
  ["one of another version", '{"stacks":["tpu"]}'],
])("with a record that is %s, a slot with a cluster is that of stack local", (_what, record) => {
  const settings = usedSlot(2);
  if (record !== undefined) writeFileSync(ownerFile(2), record);
  expect(readSlotOwner(settings)).toEqual({ stack: "local" });
});
