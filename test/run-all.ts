/**
 * `npm test`: lint, then unit tests, then end-to-end tests. All three run even if one fails. One after the other, because each
 * of them uses all cores: beside each other they took as long, and clusters started so slowly that waits ended.
 */
import { spawnSync } from "node:child_process";

const scripts = ["lint", "test:unit", "test:e2e"];

const failed = scripts.filter(
  (script) => spawnSync("npm", ["run", script], { stdio: "inherit" }).status !== 0,
);
for (const script of failed) process.stdout.write(`failed: npm run ${script}\n`);
process.exitCode = failed.length === 0 ? 0 : 1;
