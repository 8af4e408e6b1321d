/** One transform for both projects: types are checked by tsc, so tests only need them stripped. */
const shared = {
  testEnvironment: "node",
  transform: {
    "^.+\\.(ts|mjs|js)$": ["@swc/jest", { jsc: { parser: { syntax: "typescript" }, target: "es2022" } }],
  },
  // The examples import the package by its name, as other programs do.
  moduleNameMapper: {
    "^switchyard$": "<rootDir>/components/index.ts",
    "^switchyard/stack$": "<rootDir>/infra/stack.ts",
    "^switchyard/(charts|checks|pulumi)$": "<rootDir>/components/$1.ts",
  },
  // These packages are published as ES modules only.
  transformIgnorePatterns: [
    "/node_modules/(?!(@kubernetes/client-node|openid-client|oauth4webapi|jose|listr2|fast-check|pure-rand)/)",
  ],
};

module.exports = {
  // Loading a provider takes seconds on a machine that is busy; no test here depends on speed.
  testTimeout: 60_000,
  testSequencer: "<rootDir>/test/longest-first.cjs",
  collectCoverageFrom: [
    "components/**/*.ts",
    "infra/**/*.ts",
    "cli/**/*.ts",
    "!components/imports/**",
    // Only re-exports, or run as a process of their own: the end-to-end tests run them.
    "!components/{index,charts,checks,pulumi}.ts",
    "!infra/{index,stack}.ts",
  ],
  coverageReporters: ["text-summary"],
  coverageThreshold: { global: { branches: 90, functions: 90, lines: 90, statements: 90 } },
  projects: [
    {
      ...shared,
      displayName: "unit",
      testMatch: ["<rootDir>/{test,local/*/test}/**/*.test.ts"],
      testPathIgnorePatterns: ["/test/e2e/"],
    },
    {
      ...shared,
      displayName: "e2e",
      testMatch: ["<rootDir>/test/e2e/**/*.test.ts"],
      testPathIgnorePatterns: ["/test/e2e/smoke"],
    },
    { ...shared, displayName: "smoke", testMatch: ["<rootDir>/test/e2e/smoke.test.ts"] },
  ],
};
