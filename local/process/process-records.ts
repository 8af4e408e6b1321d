import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { readIfValid } from "./read-if-valid";
import { processIdentitySchema } from "./process-identity";

const processRecord = processIdentitySchema.extend({ name: z.string(), command: z.array(z.string()) });

/** Record of a started process, so that a later run can find and stop exactly that one. */
export type ProcessRecord = Readonly<z.infer<typeof processRecord>>;

/** Writes a record atomically, so that a reader never sees half of it. */
export function writeRecord(processDir: string, record: ProcessRecord): void {
  mkdirSync(processDir, { recursive: true, mode: 0o700 });
  const file = recordFile(processDir, record.name);
  writeFileSync(`${file}.new`, JSON.stringify(record, null, 2));
  renameSync(`${file}.new`, file);
}

/** The record of a name, or undefined if there is no readable one. */
export function readRecord(processDir: string, name: string): ProcessRecord | undefined {
  return readIfValid(recordFile(processDir, name), processRecord);
}

/** All records of a folder, by name; none when the folder does not exist. */
export function readRecords(processDir: string): readonly ProcessRecord[] {
  const files = readFolder(processDir).filter((file) => file.endsWith(".json"));
  const records = files.map((file) => readRecord(processDir, path.basename(file, ".json")));
  return records.filter((record) => record !== undefined);
}

/** Forgets a process. */
export function removeRecord(processDir: string, name: string): void {
  rmSync(recordFile(processDir, name), { force: true });
}

function recordFile(processDir: string, name: string): string {
  return path.join(processDir, `${name}.json`);
}

function readFolder(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
