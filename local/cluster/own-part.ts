import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { startProcess, stopProcess } from "@switchyard/process/managed-process";
import type { ClusterSettings } from "./settings";

/** The agent ends its pods one after the other when it stops. */
export const ownPartGraceMs = 30_000;

/** One of our own parts: a program in TypeScript whose only argument is its settings file. */
export interface OwnPart {
  /** Names its process, its log and its settings file. */
  readonly name: string;
  /** Path of its main file. */
  readonly main: string;
  readonly settings: object;
}

/** Starts a part; one that runs with other settings is restarted. */
export async function startOwnPart(
  { settings, projectDir }: { readonly settings: ClusterSettings; readonly projectDir: string },
  part: OwnPart,
): Promise<void> {
  const file = path.join(settings.stateDir, `${part.name}.json`);
  const text = JSON.stringify(part.settings, null, 2);
  if (!existsSync(file) || readFileSync(file, "utf8") !== text) {
    await stopProcess(settings.processDir, part.name, ownPartGraceMs);
    writeFileSync(file, text);
  }
  await startProcess(settings, {
    name: part.name,
    command: process.execPath,
    args: ["--require", path.join(__dirname, "loader.cjs"), part.main, file],
    cwd: projectDir,
  });
}
