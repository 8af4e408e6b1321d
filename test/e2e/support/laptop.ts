import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseDocument } from "yaml";
import { z } from "zod";
import { clusterSettings } from "@switchyard/cluster/settings";
import type { ClusterSettings } from "@switchyard/cluster/settings";
import { ended } from "@switchyard/process/testing/ended";
import type { Ended } from "@switchyard/process/testing/ended";
import { killedAt } from "./killed-at";
import { shortenPreStop } from "./short-pre-stop";

const repository = path.join(__dirname, "..", "..", "..");

/** What a new user has: everything that git tracks and `npm ci` installs, but no state of any cluster. */
const parts = [
  ...["bin", "cli", "components", "infra", "local", "tools"],
  ...["package.json", "tsconfig.json", "Pulumi.yaml"],
];

const pollMs = 50;

/**
 * Each worker of Jest has one cluster at a time, in a slot of its own: 9 for the first one, then 8, and so on. Whoever runs
 * tests beside others' says another first one.
 */
export function slotOfWorker(): number {
  const first = Number(process.env["SWITCHYARD_E2E_SLOT"] ?? 9);
  return first + 1 - Number(process.env["JEST_WORKER_ID"]);
}

/** A checkout of its own, in a folder whose path has a space, with a cluster in a slot of its own. */
export class Laptop {
  public readonly settings: ClusterSettings;
  private engineEnvironment: NodeJS.ProcessEnv | undefined;
  private hasShortPreStop = false;

  private constructor(
    public readonly projectDir: string,
    /** The one stack of the laptop. */
    public readonly stack: string,
    private readonly slot: number,
  ) {
    this.settings = clusterSettings(slot, projectDir);
  }

  public static create(stack = "local", slot = slotOfWorker()): Laptop {
    const projectDir = path.join(mkdtempSync(path.join(os.tmpdir(), "switchyard-e2e-")), "a checkout");
    for (const part of [...parts, `Pulumi.${stack}.yaml`])
      cpSync(path.join(repository, part), path.join(projectDir, part), { recursive: true });
    linkPackages(projectDir);
    return new Laptop(projectDir, stack, slot);
  }

  /** For tests that do not look at how model servers end: they wait 5 seconds for the gateway, and not 30. */
  public withShortPreStop(): this {
    this.hasShortPreStop = true;
    return this;
  }

  /** `npm start`, as a user types it. */
  public async start(...more: readonly string[]): Promise<Ended> {
    const options = ["--json", "--stack", this.stack, "--slot", String(this.slot), ...more];
    const hasEnded = new AbortController();
    const shortened = this.hasShortPreStop
      ? shortenPreStop(this.settings.kubeconfig, hasEnded.signal)
      : undefined;
    try {
      return await this.switchyard(["start", ...options], { echo: true });
    } finally {
      hasEnded.abort();
      await shortened;
    }
  }

  /** `npm run local -- ...`, as a user types it. */
  public local(...args: readonly string[]): Promise<Ended> {
    return this.switchyard([...args, "--slot", String(this.slot)]);
  }

  /** A plain `pulumi`, in the environment that `npm run local -- env` prints. */
  public async pulumi(...args: readonly string[]): Promise<Ended> {
    return this.pulumiWithout([], ...args);
  }

  /** The same without some of its variables. */
  public async pulumiWithout(variables: readonly string[], ...args: readonly string[]): Promise<Ended> {
    this.engineEnvironment ??= await this.readEnvironment();
    const kept = Object.entries(this.engineEnvironment).filter(([name]) => !variables.includes(name));
    return ended("pulumi", args, this.projectDir, Object.fromEntries(kept));
  }

  /** A plain `pulumi` that is killed after a time, with all that it has started; false when it had ended before. */
  public pulumiKilledAfter(afterMs: number, ...args: readonly string[]): Promise<boolean> {
    return this.pulumiKilledAt((ended) => sleep(afterMs, undefined, { signal: ended }), args);
  }

  /** The same as soon as something is so. */
  public pulumiKilledWhen(isTime: () => boolean, ...args: readonly string[]): Promise<boolean> {
    return this.pulumiKilledAt(async (ended) => {
      while (!isTime()) await sleep(pollMs, undefined, { signal: ended });
    }, args);
  }

  /** Changes the list of models in the copy's stack file, and leaves the rest of it as it is. */
  public setModels(models: readonly Readonly<Record<string, unknown>>[]): void {
    this.setConfig({ "switchyard:models": models });
  }

  /** Changes keys in the copy's stack file, and leaves the rest of it as it is; `undefined` removes a key. */
  public setConfig(change: Readonly<Record<string, unknown>>): void {
    const file = path.join(this.projectDir, `Pulumi.${this.stack}.yaml`);
    const document = parseDocument(readFileSync(file, "utf8"));
    for (const [key, value] of Object.entries(change))
      if (value === undefined) document.deleteIn(["config", key]);
      else document.setIn(["config", key], document.createNode(value));
    writeFileSync(file, document.toString());
  }

  /** Stops everything and removes every file. */
  public async remove(): Promise<void> {
    await this.local("down", "--purge");
    rmSync(path.dirname(this.projectDir), { recursive: true, force: true });
  }

  private async pulumiKilledAt(
    moment: (ended: AbortSignal) => Promise<unknown>,
    args: readonly string[],
  ): Promise<boolean> {
    this.engineEnvironment ??= await this.readEnvironment();
    return killedAt(moment, "pulumi", args, this.projectDir, this.engineEnvironment);
  }

  private switchyard(args: readonly string[], options = {}): Promise<Ended> {
    return ended(process.execPath, ["bin/switchyard.cjs", ...args], this.projectDir, process.env, options);
  }

  private async readEnvironment(): Promise<NodeJS.ProcessEnv> {
    const { stdout } = await this.local("env", "--json");
    return { ...process.env, ...z.record(z.string(), z.string()).parse(JSON.parse(stdout)) };
  }
}

/** What `npm ci` makes of a checkout: the installed packages, and links to the checkout's own parts of the laptop. */
function linkPackages(projectDir: string): void {
  const own = "@switchyard";
  const from = path.join(repository, "node_modules");
  const to = path.join(projectDir, "node_modules");
  mkdirSync(path.join(to, own), { recursive: true });
  for (const name of readdirSync(from).filter((one) => one !== own))
    symlinkSync(path.join(from, name), path.join(to, name));
  for (const name of readdirSync(path.join(projectDir, "local")))
    symlinkSync(path.join("..", "..", "local", name), path.join(to, own, name));
}
