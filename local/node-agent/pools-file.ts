import { z } from "zod";
import { readIfExists } from "@switchyard/process/read-if-exists";
import { errorMessage } from "@switchyard/process/user-error";
import { nodePoolsSchema, type NodePool } from "@switchyard/contracts/node-pool";

/** The file that says which node pools there are; whoever owns the pools replaces it while the agent runs. */
export class PoolsFile {
  readonly #file: string;
  /** What was read last; undefined where there was no file. */
  #text: string | undefined;
  #problem = "";
  #pools: readonly NodePool[] = [];

  constructor(file: string) {
    this.#file = file;
  }

  /** The pools as they are now; none while there is no file. A file that cannot be understood changes nothing. */
  read(): readonly NodePool[] {
    try {
      // Only a file that is not there means no pools: to take any other trouble for it would end every pod.
      const text = readIfExists(this.#file);
      if (text !== this.#text) this.#pools = text === undefined ? [] : parsePools(text);
      this.#text = text;
      this.#problem = "";
    } catch (error) {
      this.#report(errorMessage(error));
    }
    return this.#pools;
  }

  /** Once, however often the file is looked at. */
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
