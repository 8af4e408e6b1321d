import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { z } from "zod";
import { sourcesIn } from "./support/sources";

const projectDir = path.join(__dirname, "..");

/** A tree in which every rule of the law is broken once, by the rule. */
const offenders: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "no-cycles": {
    "components/hen.ts": 'import type { Egg } from "./egg";\nexport type Hen = { egg?: Egg };',
    "components/egg.ts": 'import type { Hen } from "./hen";\nexport type Egg = { hen?: Hen };',
  },
  "pure-without-engine": { "components/names.ts": 'import "@pulumi/pulumi";' },
  "pure-without-engine-neighbors": {
    "components/chart.ts": 'import "./chart.pulumi";',
    "components/chart.pulumi.ts": "export {};",
  },
  "config-is-pure": {
    "infra/config/keys.ts": 'import "../outputs";',
    "infra/outputs.ts": "export {};",
  },
  "entries-without-engine": {
    "infra/stack.ts": 'import "./deploy";',
    "infra/deploy.ts": 'import "@pulumi/pulumi";',
  },
  "components-stand-alone": { "components/model.ts": 'import "../infra/outputs";' },
  "program-without-laptop": {
    "infra/start.ts": 'import "../local/start";',
    "local/start.ts": "export {};",
  },
  "simulation-without-product": {
    "local/simulated-gcp/machines.ts": 'import "../machines";',
    "local/machines.ts": 'import "../components/table";',
    "components/table.ts": "export {};",
  },
  "engine-by-parts": { "infra/cloud.ts": 'import "@pulumi/gcp";' },
  "declared-packages": { "local/lock.ts": 'import "graceful-fs";' },
  "published-without-development-packages": { "components/random.ts": 'import type {} from "fast-check";' },
};

const rule = z.object({ name: z.string() });
const resultSchema = z.object({
  summary: z.object({
    ruleSetUsed: z.object({ forbidden: z.array(rule) }),
    violations: z.array(z.object({ from: z.string(), rule })),
  }),
});

/** The rules of the law, and what a tree does against them. */
function judge(files: Readonly<Record<string, string>>) {
  const tree = mkdtempSync(path.join(tmpdir(), "import-law-"));
  try {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(path.join(tree, path.dirname(file)), { recursive: true });
      writeFileSync(path.join(tree, file), text);
    }
    for (const file of [".dependency-cruiser.cjs", "tsconfig.json", "package.json"])
      cpSync(path.join(projectDir, file), path.join(tree, file));
    symlinkSync(path.join(projectDir, "node_modules"), path.join(tree, "node_modules"));
    const program = path.join(projectDir, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
    const folders = ["components", "infra", "local"];
    const args = [program, "--config", ".dependency-cruiser.cjs", "--output-type", "json", ...folders];
    const { stdout } = spawnSync(process.execPath, args, { cwd: tree, encoding: "utf8" });
    return resultSchema.parse(JSON.parse(stdout)).summary;
  } finally {
    rmSync(tree, { recursive: true });
  }
}

test("every rule of the import law finds what breaks it, and no other does", () => {
  const files = Object.values(offenders).flatMap((tree) => Object.entries(tree));
  const { ruleSetUsed, violations } = judge(Object.fromEntries(files));
  const found = violations.map((violation) => [violation.rule.name, violation.from] as const);
  const wanted = Object.keys(offenders).sort();

  expect(ruleSetUsed.forbidden.map(({ name }) => name).sort()).toEqual(wanted);
  expect([...new Set(found.map(([name]) => name))].sort()).toEqual(wanted);
  // Nothing is found where another rule is broken.
  expect(found.filter(([name, from]) => offenders[name]?.[from] === undefined)).toEqual([]);
});

test("only infra/index.ts reads the engine's configuration", () => {
  const readers = sourcesIn("components", "infra", "local", "cli")
    .filter(({ text }) => /\b(?:allConfig|getConfig)\(|new (?:pulumi\.)?Config\(/.test(text))
    .map(({ file }) => file);

  expect(readers).toEqual(["infra/index.ts"]);
});
