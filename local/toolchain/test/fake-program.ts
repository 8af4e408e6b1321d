import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/** A program of the tests that stands before the real one on PATH. */
export interface FakeProgram {
  /** Its calls so far: the folder it ran in and its arguments. */
  readonly calls: () => readonly string[];
}

/**
 * Puts a shell script on PATH under a program's name until the test ends. Each call is noted before the script runs.
 * @param folder removed by the test.
 */
export function fakeProgram(folder: string, name: string, script: string): FakeProgram {
  const bin = path.join(folder, "bin");
  const log = path.join(folder, `${name}.calls`);
  mkdirSync(bin, { recursive: true });
  const noted = `echo "$(basename "$PWD"): $*" >> '${log}'`;
  writeFileSync(path.join(bin, name), `#!/bin/sh\n${noted}\n${script}\n`, { mode: 0o755 });
  onPath(bin);
  return { calls: () => (existsSync(log) ? readFileSync(log, "utf8").trim().split("\n") : []) };
}

/** Gives the tests of a file their own PATH: what they change of it is undone after each. */
export function ownPath(): void {
  const before = process.env["PATH"] ?? "";
  afterEach(() => {
    process.env["PATH"] = before;
  });
}

function onPath(bin: string): void {
  const folders = (process.env["PATH"] ?? "").split(path.delimiter);
  if (!folders.includes(bin)) process.env["PATH"] = [bin, ...folders].join(path.delimiter);
}
