import { existsSync, mkdirSync, readFileSync, renameSync } from "node:fs";
import path from "node:path";

/** Path of a process's log. */
export function logFile(logDir: string, name: string): string {
  return path.join(logDir, `${name}.log`);
}

/** The end of a process's log, for a message; empty when there is none. */
export function logTail(logDir: string, name: string, lines: number): readonly string[] {
  const file = logFile(logDir, name);
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8").trimEnd().split("\n").slice(-lines);
}

/** Keeps the previous log before the next run: it may explain why the last run ended. */
export function keepPreviousLog(logDir: string, name: string): void {
  mkdirSync(logDir, { recursive: true, mode: 0o700 });
  const file = logFile(logDir, name);
  if (existsSync(file)) renameSync(file, path.join(logDir, `${name}.previous.log`));
}

/** What happened to a process, with the end of its log. */
export function processEndMessage(logDir: string, name: string, what: string): string {
  const file = logFile(logDir, name);
  const tail = logTail(logDir, name, 5);
  if (tail.every((line) => line === "")) return `${name} ${what}; ${file} is empty; the disk may be full`;
  return `${name} ${what}; the end of ${file}:${tail.map((line) => `\n    ${line}`).join("")}`;
}
