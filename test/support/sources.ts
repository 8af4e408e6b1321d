import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";

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
    .filter((file) => file.endsWith(".ts") && !/^components\/imports\/|(?:^|\/)node_modules\//.test(file))
    .map((file) => ({ file, text: readFileSync(path.join(projectDir, file), "utf8") }));
}
