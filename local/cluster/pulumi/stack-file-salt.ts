import { readFileSync, writeFileSync } from "node:fs";

const saltLine = /^encryptionsalt: .*\n?/m;

/**
 * Runs `work` and takes out of the stack file the salt that the engine adds to it. The passphrase of a simulated cloud is
 * none, and a file with the salt of it could not be deployed for real with any other.
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
