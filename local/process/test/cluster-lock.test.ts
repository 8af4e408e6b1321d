import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { withClusterLock } from "../cluster-lock";

let root: string;
let stateDir: string;

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "cluster-lock-"));
  stateDir = path.join(root, "local");
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

test("the second command is told who works on the cluster", async () => {
  const second = withClusterLock(stateDir, "npm start", () =>
    withClusterLock(stateDir, "npm run local -- down", () => Promise.resolve()),
  );
  await expect(second).rejects.toThrow(
    `\`npm start\` (process ${process.pid}) is working on this cluster; wait for it, or stop it with Ctrl-C first`,
  );
});

test("the cluster is free again after success and after failure", async () => {
  await expect(withClusterLock(stateDir, "npm start", () => Promise.reject(new Error("no")))).rejects.toThrow(
    "no",
  );
  await expect(withClusterLock(stateDir, "npm start", () => Promise.resolve(7))).resolves.toBe(7);
});

test.each([
  ["was killed", JSON.stringify({ pid: process.pid, startedAt: "an-earlier-boot/17", what: "npm start" })],
  ["was killed as it wrote its name", '{"pid":'],
])("a command that %s does not hold the cluster", async (_title, holder) => {
  mkdirSync(stateDir);
  writeFileSync(path.join(stateDir, "holder.json"), holder);
  await expect(withClusterLock(stateDir, "npm start", () => Promise.resolve(7))).resolves.toBe(7);
  expect(readdirSync(stateDir)).toEqual([]);
});

test("of commands that begin at the same time exactly one works", async () => {
  const works = Array.from({ length: 5 }, () =>
    withClusterLock(stateDir, "npm start", () => new Promise((resolve) => setTimeout(resolve, 2000))),
  );
  const results = await Promise.allSettled(works);
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

test("work may remove the folder that holds the lock", async () => {
  const purge = withClusterLock(stateDir, "down", () => {
    rmSync(stateDir, { recursive: true });
    return Promise.resolve();
  });
  await expect(purge).resolves.toBeUndefined();
  expect(existsSync(stateDir)).toBe(false);
});
