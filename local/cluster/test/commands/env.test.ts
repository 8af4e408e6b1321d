import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { z } from "zod";
import { exportLines, flat, runEnv, shellQuoted } from "../../commands/env";
import { saveToolchain } from "../../commands/saved-toolchain";
import { claimSlot } from "../../commands/slot-owner";
import { clusterSettings } from "../../settings";
import { testToolchain } from "@switchyard/toolchain/testing/test-toolchain";

const environment = {
  variables: { PULUMI_HOME: "/a checkout/it's", PULUMI_CONFIG_PASSPHRASE: "" },
  path: ["/cache/pulumi", "/cache/$HOME"],
};

test("a shell that evaluates the lines has exactly these values", () => {
  const script = `${exportLines(environment, 0, "local")}\nprintf '%s|' "$PULUMI_HOME" "\${PULUMI_CONFIG_PASSPHRASE-unset}" "$PATH"`;
  const output = execFileSync("/bin/sh", ["-c", script], { env: { PATH: "/bin" }, encoding: "utf8" });
  expect(output).toBe("/a checkout/it's||/cache/pulumi:/cache/$HOME:/bin|");
});

test("tools that are on PATH already leave it alone", () => {
  expect(exportLines({ ...environment, path: [] }, 0, "local")).not.toContain("PATH=");
});

test.each([
  [0, "env", "local"],
  [6, "env --slot 6", "tpu"],
])("in slot %d the last line says how to take them", (slot, command, stack) => {
  expect(exportLines(environment, slot, stack).split("\n").at(-1)).toBe(
    `# load it with: eval "$(npm run --silent local -- ${command})", then: pulumi up --stack ${stack}`,
  );
});

test("as JSON, it can be merged into an environment as it is", () => {
  expect(flat(environment, "/bin")).toEqual({
    PULUMI_HOME: "/a checkout/it's",
    PULUMI_CONFIG_PASSPHRASE: "",
    PATH: "/cache/pulumi:/cache/$HOME:/bin",
  });
});

test("any text is one word", () => {
  expect(shellQuoted("it's $HOME `x`")).toBe(String.raw`'it'\''s $HOME ${"`x`"}'`);
});

describe("of a slot that belongs to a stack on a simulated cloud", () => {
  let projectDir: string;
  let printed: string[];

  beforeEach(() => {
    printed = [];
    jest.spyOn(console, "log").mockImplementation((text: string) => printed.push(text));
    projectDir = mkdtempSync(path.join(tmpdir(), "env-"));
    const settings = clusterSettings(3, projectDir);
    mkdirSync(settings.stateDir, { recursive: true });
    claimSlot(settings, { stack: "tpu", simulatedProject: "my-project" }, projectDir);
    writeFileSync(settings.kubeconfig, "");
    saveToolchain(settings, { toolchain: testToolchain("/cache"), chartReachable: true });
  });

  afterEach(() => {
    rmSync(projectDir, { recursive: true });
    jest.restoreAllMocks();
  });

  test("the lines lead a plain pulumi to the simulation and to that stack", () => {
    const { simulatedGcpDir } = clusterSettings(3, projectDir);
    runEnv(clusterSettings(3, projectDir), false);
    const lines = printed.join("\n").split("\n");
    expect(lines).toContain(`export SWITCHYARD_SIMULATED_GCP='${simulatedGcpDir}'`);
    expect(lines).toContain("export GOOGLE_PROJECT='my-project'");
    expect(lines.find((line) => line.startsWith("export PATH="))).toMatch(
      new RegExp(`^export PATH='${simulatedGcpDir}/bin:/cache/`),
    );
    expect(lines.at(-1)).toMatch(/, then: pulumi up --stack tpu$/);
  });

  test("the JSON is the same", () => {
    const { simulatedGcpDir } = clusterSettings(3, projectDir);
    runEnv(clusterSettings(3, projectDir), true);
    const variables = z.record(z.string(), z.string()).parse(JSON.parse(printed.join("")));
    expect(variables).toMatchObject({
      GOOGLE_PROJECT: "my-project",
      SSL_CERT_DIR: path.join(simulatedGcpDir, "certificates"),
    });
    expect(variables["PATH"]?.startsWith(`${path.join(simulatedGcpDir, "bin")}:`)).toBe(true);
  });
});
