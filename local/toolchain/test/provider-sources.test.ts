import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { registerWithoutTypes, untypedSdk } from "../provider-sources";
import { fakeProgram, ownPath } from "./fake-program";
import { temporaryFolder } from "./temporary-folder";

const folder = temporaryFolder();
ownPath();

const sdk = "github.com/pulumi/pulumi-kubernetes/sdk/v4/go/kubernetes";

function registration(variable: string, token: string): string {
  return `\t\tvar res ${variable}\n\t\terr := ctx.RegisterResource(${token}, name, props, &res, opts...)\n`;
}

function kinds(imports: string, config: string, other: string): string {
  return (
    `package v2\n\nimport (\n\t"fmt"\n\n${imports}\t"github.com/pulumi/pulumi/sdk/v3/go/pulumi"\n)\n\n` +
    registration(config, '"kubernetes:core/v1:ConfigMap"') +
    registration(other, 'fmt.Sprintf("kubernetes:%s:%s", apiVersion, kind)')
  );
}

const original = kinds(
  `\t"${sdk}/apiextensions"\n\tcorev1 "${sdk}/core/v1"\n`,
  "corev1.ConfigMap",
  "apiextensions.CustomResource",
);
const changed = `${kinds("", "anyKind", "anyKind")}\ntype anyKind struct{ pulumi.CustomResourceState }\n`;

describe("registerWithoutTypes", () => {
  test("keeps every type token, input and option, and drops the types with their imports", () => {
    expect(registerWithoutTypes(original)).toBe(changed);
  });

  test.each([
    ["has no typed variable", "package v2\n", 0, 0],
    ["registers what has none", original.replace("var res corev1.ConfigMap", "res := new()"), 1, 2],
  ])("fails when the source %s", (_title, source, typed, registered) => {
    expect(() => registerWithoutTypes(source)).toThrow(
      new Error(
        "go/kubernetes/yaml/v2/kinds.go: want a typed variable for each call of RegisterResource, " +
          `found ${typed} for ${registered}; local/toolchain/provider-sources.ts fits another release of the SDK`,
      ),
    );
  });
});

test("the provider's own go.mod, with all its pins, takes a copy of the SDK that is changed in one file", async () => {
  const module = path.join(folder(), "module");
  const pins = path.join(folder(), "pins");
  const workDir = path.join(folder(), "work");
  for (const each of [path.join(module, "go/kubernetes/yaml/v2"), pins, workDir])
    mkdirSync(each, { recursive: true });
  writeFileSync(path.join(module, "go.mod"), "module sdk\n");
  writeFileSync(path.join(module, "go/kubernetes/init.go"), "package kubernetes\n");
  writeFileSync(path.join(module, "go/kubernetes/yaml/v2/kinds.go"), original);
  writeFileSync(path.join(pins, "go.mod"), "module provider\n");
  writeFileSync(path.join(pins, "go.sum"), "sums\n");
  fakeProgram(folder(), "go", `echo '{"Dir":"${module}"}'`);

  const modFile = await untypedSdk(pins, workDir, new AbortController().signal);

  const copy = path.join(workDir, "sdk");
  const read = (...parts: string[]) => readFileSync(path.join(...parts), "utf8");
  expect(modFile).toBe(path.join(workDir, "go.mod"));
  expect(read(modFile)).toBe(
    `module provider\n\nreplace github.com/pulumi/pulumi-kubernetes/sdk/v4 => "${copy}"\n`,
  );
  expect(read(workDir, "go.sum")).toBe("sums\n");
  expect(read(copy, "go.mod")).toBe("module sdk\n");
  expect(read(copy, "go/kubernetes/init.go")).toBe("package kubernetes\n");
  expect(read(copy, "go/kubernetes/yaml/v2/kinds.go")).toBe(changed);
});
