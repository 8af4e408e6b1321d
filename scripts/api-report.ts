import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { Extractor, ExtractorConfig, ExtractorLogLevel } from "@microsoft/api-extractor";

/** Package entries whose API is reported, with their declaration files. `switchyard` is the first three. */
export const apiEntries = {
  charts: "components/charts",
  checks: "components/checks",
  pulumi: "components/pulumi",
  stack: "infra/stack",
} as const;

/** Name of an entry of the package: `switchyard/charts` is `charts`. */
export type ApiEntry = keyof typeof apiEntries;

/**
 * Reads the API of every entry.
 * @param projectDir a checkout that has been built: its `lib/` is what is read.
 */
export function apiReports(projectDir: string): readonly ApiReport[] {
  return Object.keys(apiEntries)
    .filter((name): name is ApiEntry => name in apiEntries)
    .map((entry) => apiReport(projectDir, entry));
}

/** Everything that an entry exports, with types. */
export interface ApiReport {
  readonly entry: ApiEntry;
  readonly text: string;
  /** Types that its signatures name but it does not export. */
  readonly namedOnly: readonly string[];
}

/**
 * Types that signatures name but no entry exports: users could not write them. A value that a type is taken from, as in
 * `keyof typeof table`, is not needed for that; its name begins with a small letter.
 */
export function missingExports(reports: readonly ApiReport[]): readonly string[] {
  const exported = new Set(reports.flatMap(({ text }) => exportedNames(text)));
  return reports.flatMap(({ entry, namedOnly }) =>
    namedOnly
      .filter((name) => /^[A-Z]/.test(name) && !exported.has(name))
      .map((name) => `switchyard/${entry} names ${name}`),
  );
}

function exportedNames(text: string): readonly string[] {
  const declaration = /^export (?:abstract )?(?:class|const|enum|function|interface|type) (\w+)/gm;
  return [...text.matchAll(declaration)].flatMap(([, name]) => name ?? []);
}

/** The file of a report in the repository. */
export function apiReportFile(entry: ApiEntry): string {
  return path.join("docs", "api", `${entry}.api.md`);
}

/**
 * Reports the API of one entry.
 * @param projectDir a checkout that has been built: its `lib/` is what is read.
 */
export function apiReport(projectDir: string, entry: ApiEntry): ApiReport {
  const folder = mkdtempSync(path.join(os.tmpdir(), "switchyard-api-"));
  const namedOnly: string[] = [];
  try {
    Extractor.invoke(extractorConfig(projectDir, entry, folder), {
      localBuild: true,
      messageCallback: (message) => {
        if (message.messageId === "ae-forgotten-export")
          namedOnly.push(/"(.+?)"/.exec(message.text)?.[1] ?? message.text);
        // Errors are printed; progress is not.
        message.handled = message.logLevel !== ExtractorLogLevel.Error;
      },
    });
    return { entry, text: readFileSync(path.join(folder, `${entry}.api.md`), "utf8"), namedOnly };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function extractorConfig(projectDir: string, entry: ApiEntry, folder: string): ExtractorConfig {
  const declarations = path.join(projectDir, "lib", `${apiEntries[entry]}.d.ts`);
  const compilerOptions = {
    ...{ target: "es2022", lib: ["es2023"], module: "node20", moduleResolution: "node16" },
    ...{ strict: true, skipLibCheck: true, types: ["node"] },
  };
  return ExtractorConfig.prepare({
    configObjectFullPath: undefined,
    packageJsonFullPath: path.join(projectDir, "package.json"),
    configObject: {
      projectFolder: projectDir,
      mainEntryPointFilePath: declarations,
      compiler: { overrideTsconfig: { compilerOptions, files: [declarations] } },
      apiReport: {
        ...{ enabled: true, reportFileName: `${entry}.api.md`, reportFolder: folder },
        reportTempFolder: path.join(folder, "new"),
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.Error } },
        extractorMessageReporting: {
          default: { logLevel: ExtractorLogLevel.None },
          "ae-forgotten-export": { logLevel: ExtractorLogLevel.Warning, addToApiReportFile: false },
        },
        tsdocMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
      },
    },
  });
}
