import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readGatewayControllerSettings } from "../settings";
import { UserError } from "@switchyard/process/user-error";

let dir: string;

beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), "gateway-settings-"));
});

afterEach(() => {
  rmSync(dir, { recursive: true });
});

const valid = { slot: 0, kubeconfig: "/k", stateDir: "/s", envoy: "/e", envoyAdminPort: 26006 };

function settingsFile(content: string): string {
  const file = path.join(dir, "settings.json");
  writeFileSync(file, content);
  return file;
}

test("reads a file", () => {
  expect(readGatewayControllerSettings(settingsFile(JSON.stringify(valid)))).toEqual(valid);
});

test("reads where the parts of a simulated cloud are noted", () => {
  const loadBalancers = { file: "/state/gcp/load-balancers.json", releaseDelaySec: 3 };
  const file = settingsFile(JSON.stringify({ ...valid, loadBalancers }));
  expect(readGatewayControllerSettings(file).loadBalancers).toEqual(loadBalancers);
  const wrong = settingsFile(JSON.stringify({ ...valid, loadBalancers: { file: "", releaseDelaySec: -1 } }));
  const read = () => readGatewayControllerSettings(wrong);
  expect(read).toThrow(/Too small: expected string to have >=1 characters\n {2}→ at loadBalancers\.file/);
  expect(read).toThrow(/Too small: expected number to be >=0\n {2}→ at loadBalancers\.releaseDelaySec/);
});

test("names every wrong key at once", () => {
  const file = settingsFile(JSON.stringify({ ...valid, slot: 10, envoyAdminPort: "x", extra: 1 }));
  expect(() => readGatewayControllerSettings(file)).toThrow(
    new UserError(
      `settings file ${file}:\n` +
        '✖ Unrecognized key: "extra"\n' +
        "✖ Too big: expected number to be <=9\n  → at slot\n" +
        "✖ Invalid input: expected number, received string\n  → at envoyAdminPort",
    ),
  );
});

test("says which file is no JSON", () => {
  const file = settingsFile("{");
  expect(() => readGatewayControllerSettings(file)).toThrow(
    `settings file ${file}: must be readable JSON, got: `,
  );
});

test("says which file is missing", () => {
  expect(() => readGatewayControllerSettings("/nowhere.json")).toThrow(
    "settings file /nowhere.json: must be readable JSON, got: ENOENT",
  );
});
