import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { copyFiles } from "./copy-files";
import { moduleFolder } from "./go-command";

const providerModule = "github.com/pulumi/pulumi-kubernetes/provider/v4";
const schemas = ["schema.json", "terraform-mapping.json"];

const sdkModule = "github.com/pulumi/pulumi-kubernetes/sdk/v4";
const kindsFile = "go/kubernetes/yaml/v2/kinds.go";

/** The provider's main embeds two files that its module has in another folder: target and source. */
export async function providerSchemaFiles(
  moduleDir: string,
  signal: AbortSignal,
): Promise<Readonly<Record<string, string>>> {
  const source = path.join(
    await moduleFolder(providerModule, moduleDir, signal),
    "cmd/pulumi-resource-kubernetes",
  );
  return Object.fromEntries(schemas.map((name) => [path.join(moduleDir, name), path.join(source, name)]));
}

/**
 * Makes the SDK's kinds.go register resources of every kind through one Go type. Its own types, one for each kind, only
 * receive outputs that the provider never reads, and take as long to compile as all the rest of it. What is registered
 * stays the same: the type token, the inputs and the options of each kind.
 * @throws Error when the text to change is not as expected, as in an SDK that this was not written for.
 */
export function registerWithoutTypes(kindsSource: string): string {
  const typedVariable = /^\t\tvar res \w+\.\w+$/gm;
  const typed = kindsSource.match(typedVariable)?.length ?? 0;
  const registered = kindsSource.split(" ctx.RegisterResource(").length - 1;
  if (typed === 0 || typed !== registered)
    throw new Error(
      `${kindsFile}: want a typed variable for each call of RegisterResource, found ${typed} for ${registered}; ` +
        "local/toolchain/provider-sources.ts fits another release of the SDK",
    );
  const untyped = kindsSource
    .replace(typedVariable, "\t\tvar res anyKind")
    .replace(new RegExp(`^\\t(?:\\w+ )?"${sdkModule}/.*"\\n`, "gm"), "");
  return `${untyped}\ntype anyKind struct{ pulumi.CustomResourceState }\n`;
}

/**
 * Copies the SDK, changes its kinds.go and writes a go.mod that takes the copy: Go overlays no file of a module that it
 * has fetched.
 * @returns path of the go.mod; its go.sum is beside it.
 */
export async function untypedSdk(moduleDir: string, workDir: string, signal: AbortSignal): Promise<string> {
  const sdk = await moduleFolder(sdkModule, moduleDir, signal);
  const copy = path.join(workDir, "sdk");
  await copyFiles(sdk, copy, () => true);
  const kinds = await readFile(path.join(sdk, kindsFile), "utf8");
  await writeFile(path.join(copy, kindsFile), registerWithoutTypes(kinds));
  const modFile = path.join(workDir, "go.mod");
  const pinned = await readFile(path.join(moduleDir, "go.mod"), "utf8");
  await writeFile(modFile, `${pinned}\nreplace ${sdkModule} => ${JSON.stringify(copy)}\n`);
  await writeFile(path.join(workDir, "go.sum"), await readFile(path.join(moduleDir, "go.sum")));
  return modFile;
}
