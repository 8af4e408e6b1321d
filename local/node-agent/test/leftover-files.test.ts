import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { removeLeftoverFiles } from "../leftover-files";
import { pod } from "./samples";

let folder: string;

beforeEach(() => {
  folder = path.join(mkdtempSync(path.join(tmpdir(), "leftover-files-")), "pods");
});

afterEach(() => {
  rmSync(path.dirname(folder), { recursive: true });
});

test("folders and the logs of pods that are gone are removed; the logs of the others stay", async () => {
  mkdirSync(path.join(folder, "u-1/containers/main"), { recursive: true });
  const logs = [
    "llm_vllm-0_main.log",
    "llm_vllm-0_main.previous.log",
    "llm_vllm-01_main.log",
    "x_vllm-0_main.log",
  ];
  for (const log of logs) writeFileSync(path.join(folder, log), "");
  await removeLeftoverFiles(folder, [pod()]);
  expect(readdirSync(folder).sort()).toEqual(["llm_vllm-0_main.log", "llm_vllm-0_main.previous.log"]);
});

test("a folder that is not there is made", async () => {
  await removeLeftoverFiles(folder, []);
  expect(readdirSync(folder)).toEqual([]);
});
