/**
 * `npm test`: lint and unit tests beside the end-to-end tests, which wait for most of their time. What the first two print
 * comes as a whole when they have ended.
 */
import { spawn } from "node:child_process";

interface Outcome {
  readonly script: string;
  readonly code: number;
}

/** Runs one of the scripts of package.json to its end. */
function run(script: string, { live }: { readonly live: boolean }): Promise<Outcome> {
  const child = spawn("npm", ["run", script], { stdio: ["ignore", "pipe", "pipe"] });
  const parts: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (part: Buffer) => {
      if (live) process.stdout.write(part);
      else parts.push(part);
    });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      process.stdout.write(Buffer.concat(parts));
      resolve({ script, code: code ?? 1 });
    });
  });
}

async function quickOnes(): Promise<readonly Outcome[]> {
  const lint = await run("lint", { live: false });
  return [lint, await run("test:unit", { live: false })];
}

async function main(): Promise<void> {
  const [quick, endToEnd] = await Promise.all([quickOnes(), run("test:e2e", { live: true })]);
  const failed = [...quick, endToEnd].filter(({ code }) => code !== 0);
  for (const { script } of failed) process.stdout.write(`failed: npm run ${script}\n`);
  process.exitCode = failed.length === 0 ? 0 : 1;
}

void main();
