import { mkdtempSync, rmSync } from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import path from "node:path";
import { startProcess, stopProcess } from "../managed-process";
import { watchProcesses } from "../process-watch";
import type { ProcessWatch } from "../process-watch";

let root: string;
let watch: ProcessWatch;

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "process-watch-"));
});

afterEach(() => {
  watch.stop();
  rmSync(root, { recursive: true });
});

test("a part that ends is named, with the end of its log; one that runs is not", async () => {
  const folders = { processDir: path.join(root, "processes"), logDir: path.join(root, "logs") };
  const start = (name: string, source: string) =>
    startProcess(folders, { name, command: process.execPath, args: ["-e", source] });
  await start("etcd", "setInterval(() => {}, 1000)");
  await start("gateway", "setTimeout(() => console.log('no such function'), 300)");

  watch = watchProcesses(folders, ["etcd", "gateway"], 20);
  expect(watch.signal.aborted).toBe(false);
  await once(watch.signal, "abort");

  expect(watch.signal.reason).toMatchObject({
    name: "UserError",
    message: `gateway ended; the end of ${folders.logDir}/gateway.log:\n    no such function`,
  });
  await stopProcess(folders.processDir, "etcd");
});
