import { readFileSync } from "node:fs";
import { z } from "zod";
import { errorMessage } from "../user-error";
import { nodePoolsSchema, type NodePool } from "./node-pool";

/** The file that says which node pools there are; whoever owns the pools replaces it while the agent runs. */
export class PoolsFile {
  readonly #file: string;
  #text = "";
  #pools: readonly NodePool[] = [];

  constructor(file: string) {
    this.#file = file;
  }

  /** The pools as they are now; none while there is no file. A file that cannot be understood changes nothing. */
  read(): readonly NodePool[] {
    const text = this.#readText();
    if (text === this.#text) return this.#pools;
    this.#text = text;
    try {
      this.#pools = text === "" ? [] : parsePools(text);
    } catch (error) {
      console.log(`${this.#file}: keeping the pools of before: ${errorMessage(error)}`);
    }
    return this.#pools;
  }

  #readText(): string {
    try {
      return readFileSync(this.#file, "utf8");
    } catch {
      return "";
    }
  }
}

function parsePools(text: string): readonly NodePool[] {
  const parsed = nodePoolsSchema.safeParse(JSON.parse(text));
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error));
  return parsed.data;
}
