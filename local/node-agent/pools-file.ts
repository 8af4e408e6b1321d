import { z } from "zod";
import { readIfExists } from "@switchyard/process/read-if-exists";
import { errorMessage } from "@switchyard/process/user-error";
import { nodePoolsSchema } from "@switchyard/contracts/node-pool";
import type { NodePool } from "@switchyard/contracts/node-pool";

/** The file with the node pools, which their owner replaces while the agent runs. */
export class PoolsFile {
  readonly #file: string;
  /** The last content; undefined if there was no file. */
  #text: string | undefined;
  #problem = "";
  #pools: readonly NodePool[] = [];

  constructor(file: string) {
    this.#file = file;
  }

  /** The current pools; none while there is no file. An invalid file changes nothing. */
  read(): readonly NodePool[] {
    try {
      // Only a missing file means no pools: treating other errors alike would end every pod.
      const text = readIfExists(this.#file);
      if (text !== this.#text) this.#pools = text === undefined ? [] : parsePools(text);
      this.#text = text;
      this.#problem = "";
    } catch (error) {
      this.#report(errorMessage(error));
    }
    return this.#pools;
  }

  /** Once, however often the file is read. */
  #report(problem: string): void {
    if (problem !== this.#problem) console.log(`${this.#file}: keeping the previous pools: ${problem}`);
    this.#problem = problem;
  }
}

function parsePools(text: string): readonly NodePool[] {
  const parsed = nodePoolsSchema.safeParse(JSON.parse(text));
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error));
  return parsed.data;
}
