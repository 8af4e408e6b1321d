import { renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { z } from "zod";
import { readIfExists } from "@switchyard/process/read-if-exists";
import { errorMessage } from "@switchyard/process/user-error";

/** Files and folders of a simulated Google Cloud. All files are JSON, to be read and edited by people. */
export interface SimulatedGcpFiles {
  /** Folder to put on the engine's PATH. */
  readonly bin: string;
  readonly settings: string;
  /** What exists in the simulated project. */
  readonly resources: string;
  /** Every call that the engine made: a line as it begins and a line as it ends. */
  readonly operations: string;
  /** Calls that should fail or take long. */
  readonly faults: string;
  /** Node pools that exist, for the node agent. */
  readonly nodePools: string;
  /** Gateways whose load balancers still exist, written by the gateway controller. */
  readonly loadBalancers: string;
}

/** The files in the folder of a simulated Google Cloud. */
export function simulatedGcpFiles(dir: string): SimulatedGcpFiles {
  return {
    bin: path.join(dir, "bin"),
    settings: path.join(dir, "settings.json"),
    resources: path.join(dir, "resources.json"),
    operations: path.join(dir, "operations.jsonl"),
    faults: path.join(dir, "faults.json"),
    nodePools: path.join(dir, "node-pools.json"),
    loadBalancers: path.join(dir, "load-balancers.json"),
  };
}

/** Writes a file atomically: readers see the old or the new one, even if the writer is killed. */
export function writeJson(file: string, value: unknown): void {
  const partial = `${file}.${process.pid}.partial`;
  writeFileSync(partial, `${JSON.stringify(value, undefined, 2)}\n`, { mode: 0o600 });
  renameSync(partial, file);
}

/**
 * Reads a file, or returns `missing` if it does not exist.
 * @throws Error that names the file and its problem.
 */
export function readJson<Value>(file: string, schema: z.ZodType<Value>, missing?: unknown): Value {
  const text = readIfExists(file);
  if (text === undefined && missing === undefined) throw new Error(`${file}: no such file`);
  const parsed = schema.safeParse(text === undefined ? missing : parseJson(file, text));
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path: at, message }) => `${at.join(".")}: ${message}`);
  throw new Error(`${file}: ${issues.join("; ")}`);
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${file}: ${errorMessage(error)}`, { cause: error });
  }
}
