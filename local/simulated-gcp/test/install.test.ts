import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { commandScript, installSimulatedGcp, simulatedGcpCommands } from "../install";
import { readSettings } from "../settings";

const parent = mkdtempSync(path.join(os.tmpdir(), "switchyard-install-"));
// A checkout may be anywhere.
const dir = path.join(parent, "with 'quotes' and spaces");
const settings = {
  project: "my-project",
  apiServer: { port: 26101, caFile: "/ca.pem", kubeconfig: "/kubeconfig" },
};

beforeAll(() => {
  mkdirSync(dir);
  installSimulatedGcp(dir, settings);
});

afterAll(() => {
  rmSync(parent, { recursive: true });
});

test("two commands in a folder of their owner, and nothing half-written beside them", () => {
  expect(readdirSync(path.join(dir, "bin")).sort()).toEqual([
    "gke-gcloud-auth-plugin",
    "pulumi-resource-gcp",
  ]);
  expect(statSync(path.join(dir, "bin", "pulumi-resource-gcp")).mode & 0o777).toBe(0o755);
  expect(statSync(path.join(dir, "bin")).mode & 0o777).toBe(0o700);
});

test("each command runs its own program, for the folder", () => {
  const ends = simulatedGcpCommands("/gcp").map(({ name, words }) => [name, ...words.slice(-2)]);

  expect(ends).toEqual([
    ["pulumi-resource-gcp", path.join(__dirname, "..", "main.ts"), "/gcp"],
    ["gke-gcloud-auth-plugin", path.join(__dirname, "..", "auth-plugin.ts"), "/gcp"],
  ]);
});

test("what is loaded before tsx is found from every folder", () => {
  for (const { words } of simulatedGcpCommands("/gcp")) {
    const loaded = words.filter((_, index) => words[index - 1] === "--require");

    expect(loaded.length).toBeGreaterThan(2);
    expect(loaded.every((file) => path.isAbsolute(file))).toBe(true);
    expect(loaded.at(-1)).toContain("tsx");
  }
});

test("a script hands on its words and arguments as they are", () => {
  const words = [process.execPath, "-p", "JSON.stringify(process.argv.slice(1))", "it's", "$HOME"];

  const { stdout } = spawnSync("sh", ["-c", commandScript({ name: "x", words }), "sh", "a b", "*"], {
    encoding: "utf8",
  });

  expect(JSON.parse(stdout)).toEqual(["it's", "$HOME", "a b", "*"]);
});

test("settings are read back with their defaults", () => {
  expect(readSettings(dir)).toEqual({ ...settings, quotas: {}, delaysSec: { cluster: 0, nodePool: 0 } });
});

test("installing again keeps what exists, and takes new settings", () => {
  const resources = path.join(dir, "resources.json");
  writeFileSync(resources, "[]");

  installSimulatedGcp(dir, { ...settings, quotas: { "nvidia-l4": 2 } });

  expect(readSettings(dir).quotas).toEqual({ "nvidia-l4": 2 });
  expect(readFileSync(resources, "utf8")).toBe("[]");
});

test("without settings it says which file is missing", () => {
  expect(() => readSettings("/nowhere")).toThrow("/nowhere/settings.json: no such file");
});
