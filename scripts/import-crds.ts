/**
 * `npm run imports`: generates the typed constructs in components/imports/ from the official CRDs, at the versions of the
 * lock. Only the `v1` schemas are kept: they are what GKE serves, and the older ones would double the generated code.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parse, stringify } from "yaml";
import { z } from "zod";
import { versions } from "../components/versions";

const sources = [
  {
    module: `sigs.k8s.io/gateway-api@${versions.gatewayApi}`,
    files: [
      "config/crd/standard/gateway.networking.k8s.io_gateways.yaml",
      "config/crd/standard/gateway.networking.k8s.io_httproutes.yaml",
    ],
  },
  {
    module: `sigs.k8s.io/gateway-api-inference-extension@${versions.inferenceExtension}`,
    files: ["config/crd/bases/inference.networking.k8s.io_inferencepools.yaml"],
  },
];

const crdSchema = z.looseObject({
  spec: z.looseObject({ versions: z.array(z.looseObject({ name: z.string() })) }),
});

function moduleDir(module: string): string {
  const printed = execFileSync("go", ["mod", "download", "-json", module], {
    encoding: "utf8",
    cwd: os.tmpdir(),
  });
  return z.object({ Dir: z.string() }).parse(JSON.parse(printed)).Dir;
}

function onlyV1(file: string): string {
  const crd = crdSchema.parse(parse(readFileSync(file, "utf8")));
  crd.spec.versions = crd.spec.versions.filter((version) => version.name === "v1");
  return stringify(crd);
}

const outDir = path.join(__dirname, "..", "components", "imports");
const workDir = mkdtempSync(path.join(os.tmpdir(), "switchyard-imports-"));
try {
  for (const { module, files } of sources) {
    const dir = moduleDir(module);
    const merged = path.join(workDir, `${module.replace(/\W/g, "-")}.yaml`);
    writeFileSync(merged, files.map((file) => onlyV1(path.join(dir, file))).join("---\n"));
    execFileSync("npx", ["cdk8s", "import", merged, "--language", "typescript", "--output", outDir], {
      stdio: "inherit",
    });
  }
} finally {
  rmSync(workDir, { recursive: true });
}
