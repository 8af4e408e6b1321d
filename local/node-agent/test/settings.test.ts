import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readSettings } from "../settings";

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "settings-"));
  file = path.join(folder, "settings.json");
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const settings = {
  slot: 3,
  kubeconfig: "/k",
  stateDir: "/s",
  tools: { bbr: "/bbr", epp: "/epp", envoy: "/envoy" },
  kubeletVersion: "v1.30.7",
  poolsFile: "/s/node-pools.json",
  emptyNodeDelaySec: 30,
};

test("settings are read as they were written", () => {
  writeFileSync(file, JSON.stringify(settings));
  expect(readSettings(file)).toEqual(settings);
});

test("every wrong value is named", () => {
  writeFileSync(
    file,
    JSON.stringify({ ...settings, slot: 10, tools: { bbr: "/bbr" }, emptyNodeDelaySec: -1, extra: 1 }),
  );
  const read = () => readSettings(file);
  expect(read).toThrow(/^\/.*settings\.json:\n/);
  expect(read).toThrow(/expected number to be <=9[^]*at slot/);
  expect(read).toThrow(/expected string, received undefined[^]*at tools\.epp/);
  expect(read).toThrow(/expected number to be >=0[^]*at emptyNodeDelaySec/);
  expect(read).toThrow(/Unrecognized key: "extra"/);
});

test("a file that is missing or no JSON is named", () => {
  expect(() => readSettings(file)).toThrow(`${file}: ENOENT: no such file or directory, open '${file}'`);
  writeFileSync(file, "{");
  expect(() => readSettings(file)).toThrow(/settings\.json: .*JSON/);
});
