import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { logName, matchingLogs, runLogs } from "../../commands/logs";
import { clusterSettings } from "../../settings";

test.each([
  ["etcd.log", "etcd"],
  ["etcd.previous.log", "etcd"],
  ["llm-d_phi-7c8f_vllm.log", "phi-7c8f"],
])("%s is the log of %s", (file, name) => {
  expect(logName(file)).toBe(name);
});

describe("matchingLogs", () => {
  const logs = ["etcd", "phi-7c8f", "phi-epp-66d7", "qwen-1"].map((name) => ({ name, file: `${name}.log` }));

  test.each([
    ["etcd", ["etcd"]],
    ["phi", ["phi-7c8f", "phi-epp-66d7"]],
    ["phi-7c8f", ["phi-7c8f"]],
    ["nobody", []],
  ])("%s", (name, expected) => {
    expect(matchingLogs(logs, name).map((log) => log.name)).toEqual(expected);
  });
});

describe("runLogs", () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), "logs-"));
  });

  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  test("an unknown name is answered with the known ones, each once", async () => {
    const settings = clusterSettings(0, root);
    const pods = path.join(settings.stateDir, "pods");
    for (const folder of [settings.logDir, pods]) mkdirSync(folder, { recursive: true });
    for (const file of ["etcd.log", "etcd.previous.log"]) writeFileSync(path.join(settings.logDir, file), "");
    for (const file of ["a_phi-1_vllm.log", "a_phi-1_proxy.log"]) writeFileSync(path.join(pods, file), "");
    await expect(runLogs(settings, "nobody", false)).rejects.toThrow(
      "no log is named nobody; choose one of\n  etcd\n  phi-1",
    );
  });

  test("before the first start there are none", async () => {
    await expect(runLogs(clusterSettings(0, root), "etcd", false)).rejects.toThrow(
      "there are no logs yet; run `npm start` first",
    );
  });
});
