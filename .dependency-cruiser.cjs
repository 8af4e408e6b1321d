const path = require("node:path");

/**
 * The import law: who may import whom. `npm run lint` applies it, and test/import-law.test.ts breaks every rule once.
 * Types count as imports.
 */

/** Files that may load the engine or a cluster's client. */
const engine = "\\.pulumi\\.ts$|^components/(index|pulumi)\\.ts$";
const engineModules = "node_modules/(@pulumi|@kubernetes)/|^(node:)?child_process$";
const pure = { path: "^(components|infra/config)/", pathNot: engine };

/** @type {import("dependency-cruiser").IForbiddenRuleType[]} */
const law = [
  {
    name: "no-cycles",
    comment: "two files that need each other are one file, or have a third in common",
    from: {},
    to: { circular: true },
  },
  {
    name: "pure-without-engine",
    comment: "the pure side loads without an engine, a cluster or a process",
    from: pure,
    to: { path: engineModules },
  },
  {
    name: "pure-without-engine-neighbors",
    comment: "the pure side does not reach the engine through a neighbor",
    from: pure,
    to: { path: engine },
  },
  {
    name: "config-is-pure",
    comment: "infra/config imports nothing else of infra",
    from: { path: "^infra/config/" },
    to: { path: "^infra/", pathNot: "^infra/config/" },
  },
  {
    name: "entries-without-engine",
    comment: "charts, checks and stack load no engine, at any distance",
    from: { path: "^(components/(charts|checks)|infra/stack)\\.ts$" },
    to: { path: engineModules, reachable: true },
  },
  {
    name: "components-stand-alone",
    comment: "what others can reuse needs nothing of this project",
    from: { path: "^components/" },
    to: { path: "^(infra|local|cli|scripts|bench|test)/" },
  },
  {
    name: "program-without-laptop",
    comment: "the program does not need the laptop cluster",
    from: { path: "^infra/" },
    to: { path: "^(local|cli|scripts|bench|test)/" },
  },
  {
    name: "commands-without-laptop",
    comment: "the commands know nothing of the laptop cluster but where its programs are",
    from: { path: "^cli/" },
    to: { path: "^(local|scripts|bench|test)/" },
  },
  {
    name: "laptop-as-a-user",
    comment: "the laptop imports from the product what a user of it could: `switchyard/charts` and the like",
    from: { path: "^local/cluster/" },
    to: {
      path: "^(components|infra)/",
      pathNot: "^components/(charts|checks)\\.ts$|^infra/stack\\.ts$",
    },
  },
  {
    name: "fakes-without-product",
    comment: "a fake never reads the tables that it is to check, at any distance",
    from: { path: "^local/", pathNot: "^local/cluster/" },
    to: { path: "^(components|infra)/", reachable: true },
  },
  {
    name: "engine-by-parts",
    comment:
      "a provider's whole package takes seconds to load: import `@pulumi/gcp/container`, not `@pulumi/gcp`",
    from: { path: "^(components|infra)/" },
    to: { path: "node_modules/@pulumi/(gcp|kubernetes)/index\\." },
  },
].map((rule) => ({ severity: "error", ...rule }));

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: law,
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: path.join(__dirname, "tsconfig.json") },
    // As tsconfig.json has it: without `exports` a package's part is found by its file.
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["require", "node", "types"] },
  },
};
