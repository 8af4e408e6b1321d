#!/usr/bin/env node
// A clone runs the sources through tsx; the published package runs what was compiled from them.
const { existsSync } = require("node:fs");
const path = require("node:path");
const { version } = require("../package.json");

const root = path.join(__dirname, "..");
const sources = path.join(root, "cli", "main.ts");
const isClone = existsSync(sources);

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});

async function main() {
  if (isClone) {
    // Wherever the command is called, the package's own names mean the sources.
    process.env.TSX_TSCONFIG_PATH ??= path.join(root, "tsconfig.json");
    await import("tsx");
  }
  const program = require(isClone ? sources : path.join(root, "lib", "cli", "main.js"));
  await program.main(process.argv.slice(2), { root, isClone, version });
}
