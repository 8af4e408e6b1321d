import js from "@eslint/js";
import tseslint from "typescript-eslint";

/** The pure side must load without an engine: no Pulumi, no cluster client, no processes. */
const pureFiles = ["components/**/*.ts", "infra/config/**"];
const engineFiles = ["components/**/*.pulumi.ts", "components/{index,pulumi}.ts"];

export default tseslint.config(
  { ignores: ["dist/", "lib/", "coverage/", "components/imports/", "node_modules/", ".switchyard/"] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ["*.mjs", "*.cjs", "infra/*.cjs", "local/*.cjs"] },
      },
    },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "max-lines": ["error", { max: 300 }],
      "max-lines-per-function": ["error", { max: 40, skipBlankLines: true, skipComments: true }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // The Kubernetes client declares its API objects as classes but takes and returns plain objects.
      "@typescript-eslint/no-unsafe-class-instance-assignment": "off",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      // The types of props follow from schemas; an interface gives them the name that messages show.
      "@typescript-eslint/no-empty-object-type": ["error", { allowInterfaces: "with-single-extends" }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", ignoreRestSiblings: true }],
    },
  },
  {
    files: ["components/**/*.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            { group: ["**/infra/**", "**/local/**", "**/cli/**"], message: "components/ stands alone" },
          ],
        },
      ],
    },
  },
  {
    files: pureFiles,
    ignores: engineFiles,
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            { group: ["@pulumi/*", "@kubernetes/*"], message: "this part is pure: no engine, no cluster" },
            {
              group: ["**/components/**/*.pulumi", "**/components/index", "**/components/pulumi"],
              message: "this part is pure: no engine, no cluster",
            },
            { group: ["**/local/**", "**/cli/**"], message: "components/ stands alone" },
          ],
        },
      ],
    },
  },
  {
    files: ["local/simulated-gcp/**/*.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              group: ["**/components/**", "**/infra/**"],
              message: "a fake never reads the tables that it is to check",
            },
          ],
        },
      ],
    },
  },
  { files: ["test/**/*.ts"], rules: { "max-lines-per-function": "off" } },
  { files: ["*.mjs", "*.cjs", "infra/*.cjs", "local/*.cjs"], extends: [tseslint.configs.disableTypeChecked] },
  {
    files: ["**/*.cjs"],
    languageOptions: { globals: { module: "writable", require: "readonly" } },
    rules: { "@typescript-eslint/no-require-imports": "off" },
  },
);
