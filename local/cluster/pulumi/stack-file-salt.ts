import { readFileSync, writeFileSync } from "node:fs";

const saltLine = /^encryptionsalt: .*\n?/m;

/**
 * Runs `work` and removes the salt that the engine adds to the stack file. A simulated cloud has an empty passphrase, and
 * a file with its salt could not be deployed for real with any other passphrase.
 */
export async function withoutNewSalt<Result>(file: string, work: () => Promise<Result>): Promise<Result> {
  const hadSalt = saltLine.test(readFileSync(file, "utf8"));
  try {
    return await work();
  } finally {
    if (!hadSalt) removeSalt(file);
  }
}

function removeSalt(file: string): void {
  const text = readFileSync(file, "utf8");
  if (saltLine.test(text)) writeFileSync(file, text.replace(saltLine, ""));
}
