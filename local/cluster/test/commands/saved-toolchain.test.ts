import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { loadToolchain, saveToolchain } from "../../commands/saved-toolchain";
import { clusterSettings } from "../../settings";
import type { ClusterSettings } from "../../settings";
import { UserError } from "@switchyard/process/user-error";
import { testToolchain } from "@switchyard/toolchain/testing/test-toolchain";

let folder: string;
let settings: ClusterSettings;
const toolchain = testToolchain("/cache");

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "saved-toolchain-"));
  settings = clusterSettings(1, folder);
  mkdirSync(settings.stateDir, { recursive: true });
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const savedFile = () => path.join(settings.stateDir, "toolchain.json");

test.each([true, false])(
  "later commands use what the cluster was started with (chart reachable: %s)",
  (chartReachable) => {
    saveToolchain(settings, { toolchain, chartReachable });
    expect(loadToolchain(settings)).toEqual({ toolchain, chartReachable });
    expect(statSync(savedFile()).mode & 0o777).toBe(0o600);
  },
);

test("a cluster that was never started says so", () => {
  expect(() => loadToolchain(settings)).toThrow(
    new UserError("the laptop cluster has not been started here yet; run `npm start` first"),
  );
});

test.each([
  ["empty", () => ""],
  ["cut short", (text: string) => text.slice(0, 40)],
  ["without a tool that is needed today", (text: string) => text.replace('"envoy"', '"nginx"')],
])("a file that is %s is no crash", (_title, damage) => {
  saveToolchain(settings, { toolchain, chartReachable: true });
  writeFileSync(savedFile(), damage(readFileSync(savedFile(), "utf8")));
  expect(() => loadToolchain(settings)).toThrow(
    new UserError(`${savedFile()}: damaged or from another version; run \`npm start\` again`),
  );
});
