import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import ts from "typescript";

export const projectDir = path.join(__dirname, "..", "..");

/** A source file, by its path in the project. */
export interface SourceFile {
  readonly file: string;
  readonly text: string;
}

/** All TypeScript sources below some folders of the project, the generated ones left out. */
export function sourcesIn(...folders: readonly string[]): readonly SourceFile[] {
  return folders
    .flatMap((folder) =>
      readdirSync(path.join(projectDir, folder), { recursive: true, encoding: "utf8" }).map((name) =>
        path.posix.join(folder, name),
      ),
    )
    .filter((file) => file.endsWith(".ts") && !/(?:^|\/)(?:imports|node_modules)\//.test(file))
    .map((file) => ({ file, text: readFileSync(path.join(projectDir, file), "utf8") }));
}

/** What a source imports: packages as they are, files by their path in the project. Types count too. */
export function importsOf({ file, text }: SourceFile): readonly string[] {
  return ts
    .preProcessFile(text)
    .importedFiles.map(({ fileName }) =>
      fileName.startsWith(".") ? path.posix.join(path.posix.dirname(file), fileName) : fileName,
    );
}

/** The imports that are forbidden, each with the file that it is in. */
export function violations(sources: readonly SourceFile[], forbidden: RegExp): readonly string[] {
  return sources.flatMap((source) =>
    importsOf(source)
      .filter((imported) => forbidden.test(imported))
      .map((imported) => `${source.file} imports ${imported}`),
  );
}
