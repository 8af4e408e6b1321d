import { execFileSync } from "node:child_process";
import { exportLines, flat, shellQuoted } from "../../../local/commands/env";

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
    `# take it with: eval "$(npm run --silent local -- ${command})", then: pulumi up --stack ${stack}`,
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
