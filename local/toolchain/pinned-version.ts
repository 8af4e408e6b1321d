import { readFileSync } from "node:fs";
import path from "node:path";
import { toolSources } from "./cache";

/**
 * The version of a module that `tools/<folder>/go.mod` requires, without its `v`. It is pinned there and nowhere else.
 * @throws Error when that file does not require the module.
 */
export function moduleVersion(folder: string, module: string): string {
  return pinnedIn(path.join(folder, "go.mod"), module, (line) => {
    const [name, version] = line
      .replace(/^require\s/, "")
      .trim()
      .split(/\s+/);
    return name === module && version?.startsWith("v") ? version.slice(1) : undefined;
  });
}

/**
 * The version of a Python package that `tools/<folder>/requirements.txt` pins.
 * @throws Error when that file does not pin the package.
 */
export function wheelVersion(folder: string, name: string): string {
  const prefix = `${name}==`;
  return pinnedIn(path.join(folder, "requirements.txt"), name, (line) =>
    line.startsWith(prefix) ? line.slice(prefix.length).split(" ")[0] : undefined,
  );
}

function pinnedIn(file: string, name: string, versionIn: (line: string) => string | undefined): string {
  for (const line of readFileSync(path.join(toolSources, file), "utf8").split("\n")) {
    const version = versionIn(line);
    if (version !== undefined) return version;
  }
  throw new Error(`tools/${file}: does not pin ${name}`);
}
