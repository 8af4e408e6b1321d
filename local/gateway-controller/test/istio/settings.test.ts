import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { UserError } from "@switchyard/process/user-error";
import { readIstioGatewaySettings } from "../../istio/settings";
import { istioGatewaySettings } from "./sample-settings";

let dir: string;

beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), "istio-settings-"));
});

afterEach(() => {
  rmSync(dir, { recursive: true });
});

function settingsFile(content: object): string {
  const file = path.join(dir, "settings.json");
  writeFileSync(file, JSON.stringify(content));
  return file;
}

test("reads a file", () => {
  expect(readIstioGatewaySettings(settingsFile(istioGatewaySettings))).toEqual(istioGatewaySettings);
});

test("names every wrong key at once", () => {
  const gateway = { namespace: "llm", name: "" };
  const file = settingsFile({ ...istioGatewaySettings, istiodPort: 0, address: "pod", gateway });
  expect(() => readIstioGatewaySettings(file)).toThrow(
    new UserError(
      `settings file ${file}:\n` +
        "✖ Too small: expected number to be >=1\n  → at istiodPort\n" +
        "✖ Invalid IPv4 address\n  → at address\n" +
        "✖ Too small: expected string to have >=1 characters\n  → at gateway.name",
    ),
  );
});
