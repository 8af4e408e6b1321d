import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { kubernetesReleases } from "@switchyard/toolchain/kubernetes-choice";
import {
  chosenGateway,
  claimSlot,
  readSlotOwner,
  requireSlot,
  requireSlotGateway,
  slotKubernetes,
  slotOfStart,
} from "../../commands/slot-owner";
import { clusterSettings } from "../../settings";
import { UserError } from "@switchyard/process/user-error";

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
      "slot 0 belongs to stack local, and its deployment would be lost; do one of these:",
      "use a free slot: `npm start -- --stack tpu --slot 1`",
      "continue with stack local: `npm start`",
      "delete stack local: `npm run local -- down --purge`",
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
  expect(require).toThrow(/do one of these:\n {2}continue with stack local/);
});

test("a slot in which nothing was deployed is free, even if a start began there", () => {
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

describe("the slot of a start that names none", () => {
  const slotOf = (stack: string, slot?: number) =>
    slotOfStart({ stack, ...(slot !== undefined && { slot }) }, projectDir);

  function ownedSlot(slot: number, stack: string): void {
    const settings = usedSlot(slot);
    rmSync(settings.kubeconfig);
    claimSlot(settings, { stack }, projectDir);
    writeFileSync(settings.kubeconfig, "");
  }

  test("is slot 0 while that is free or the stack's own, which needs no word", () => {
    expect(slotOf("tpu")).toEqual({ slot: 0 });
    ownedSlot(0, "tpu");
    expect(slotOf("tpu")).toEqual({ slot: 0 });
  });

  test("is the first free one beside another stack, and the start says so", () => {
    ownedSlot(0, "local");
    ownedSlot(1, "gpu");
    expect(slotOf("tpu")).toEqual({
      slot: 2,
      notice:
        "slot 0 belongs to stack local: stack tpu uses slot 2, and other commands need `--slot 2` to work on it",
    });
  });

  test("is the stack's own, though another one is free", () => {
    ownedSlot(3, "tpu");
    expect(slotOf("tpu")).toEqual({
      slot: 3,
      notice: "stack tpu is in slot 3: other commands need `--slot 3` to work on it",
    });
  });

  test("is none where other stacks have all ten; nothing of theirs is taken", () => {
    for (let slot = 0; slot < 10; slot++) ownedSlot(slot, "gpu");
    expect(() => slotOf("tpu")).toThrow(
      new UserError(
        [
          "slot 0 belongs to stack gpu, and its deployment would be lost; do one of these:",
          "continue with stack gpu: `npm start -- --stack gpu`",
          "delete stack gpu: `npm run local -- down --purge`",
        ].join("\n  "),
      ),
    );
  });

  test("a named slot is taken as it is named, and refused later where it is another stack's", () => {
    ownedSlot(4, "gpu");
    expect(slotOf("tpu", 4)).toEqual({ slot: 4 });
    expect(() => {
      requireSlot(clusterSettings(4, projectDir), "tpu", projectDir);
    }).toThrow("slot 4 belongs to stack gpu");
  });
});

describe("the Kubernetes of a slot", () => {
  const local = { stack: "local" };
  const kubernetesOf = (slot: number, kubernetes?: "current" | "minimum") =>
    slotKubernetes(
      clusterSettings(slot, projectDir),
      { ...local, ...(kubernetes && { kubernetes }) },
      projectDir,
    );

  test("is the wanted one where nothing is stored, and the current one where none is wanted", () => {
    expect([kubernetesOf(0), kubernetesOf(0, "current"), kubernetesOf(0, "minimum")]).toEqual([
      "current",
      "current",
      "minimum",
    ]);
  });

  test("stays the minimum without being wanted again, and is the current one once that is wanted", () => {
    claimSlot(usedSlot(0), { ...local, kubernetes: "minimum" }, projectDir);
    expect([kubernetesOf(0), kubernetesOf(0, "minimum"), kubernetesOf(0, "current")]).toEqual([
      "minimum",
      "minimum",
      "current",
    ]);
  });

  test("is the current one in a slot from before there was a choice, and the minimum where that is wanted", () => {
    claimSlot(usedSlot(0), local, projectDir);
    expect([kubernetesOf(0), kubernetesOf(0, "current"), kubernetesOf(0, "minimum")]).toEqual([
      "current",
      "current",
      "minimum",
    ]);
  });

  test("is never older than the one that it has, and the refusal says what helps", () => {
    claimSlot(usedSlot(0), { ...local, kubernetes: "current" }, projectDir);
    const { current: kubernetes, minimum: kubernetesMinimum } = kubernetesReleases;
    expect(() => kubernetesOf(0, "minimum")).toThrow(
      new UserError(
        [
          `slot 0 runs Kubernetes ${kubernetes}, and the older ${kubernetesMinimum} may not be able to read what it has stored; do one of these:`,
          "use a free slot: `npm start -- --kubernetes minimum --slot 1`",
          `keep ${kubernetes}: \`npm start\``,
          "delete what it has stored: `npm run local -- down --purge`",
        ].join("\n  "),
      ),
    );
    expect([kubernetesOf(0), kubernetesOf(0, "current")]).toEqual(["current", "current"]);
  });

  test("is the wanted one once the cluster is gone", () => {
    const settings = usedSlot(0);
    claimSlot(settings, { ...local, kubernetes: "current" }, projectDir);
    rmSync(settings.kubeconfig);
    expect(kubernetesOf(0, "minimum")).toBe("minimum");
  });
});

describe("the gateway of a slot", () => {
  const local = { stack: "local" };
  const settings = (slot: number) => clusterSettings(slot, projectDir);
  const check = (slot: number, wanted: "gke" | "istio") => {
    requireSlotGateway(settings(slot), "local", wanted, projectDir);
  };

  test("is any in a slot that stores nothing, and the stack's where no other is wanted", () => {
    expect([chosenGateway(settings(0), undefined), chosenGateway(settings(0), "istio")]).toEqual([
      undefined,
      "istio",
    ]);
    check(0, "gke");
    check(0, "istio");
  });

  test("stays the one that a start chose, without being chosen again", () => {
    claimSlot(usedSlot(0), { ...local, gateway: "istio", gatewayChosen: true }, projectDir);
    expect([chosenGateway(settings(0), undefined), chosenGateway(settings(0), "gke")]).toEqual([
      "istio",
      "gke",
    ]);
    check(0, "istio");
  });

  test("that a stack names is read from the stack again", () => {
    claimSlot(usedSlot(0), { ...local, gateway: "istio", gatewayChosen: false }, projectDir);
    expect(chosenGateway(settings(0), undefined)).toBeUndefined();
  });

  test("never changes, and the refusal says what helps", () => {
    claimSlot(usedSlot(0), { ...local, gateway: "istio", gatewayChosen: true }, projectDir);
    expect(() => {
      check(0, "gke");
    }).toThrow(
      new UserError(
        [
          "slot 0 serves a gateway of istio, and cannot change to one of gke; do one of these:",
          "use a free slot: `npm start -- --gateway gke --slot 1`",
          "keep istio: `npm start -- --gateway istio`",
          "delete what it has stored: `npm run local -- down --purge`",
        ].join("\n  "),
      ),
    );
  });

  test("is GKE's in a slot from before there was a choice", () => {
    claimSlot(usedSlot(0), local, projectDir);
    check(0, "gke");
    expect(() => {
      check(0, "istio");
    }).toThrow("slot 0 serves a gateway of gke, and cannot change to one of istio; do one of these:");
  });
});
