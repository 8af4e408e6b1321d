import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { V1Volume } from "@kubernetes/client-node";
import { tokenMountPath } from "../container-plan";
import { podFiles } from "../pod-files";
import { PodVolumes } from "../pod-volumes";
import type { VolumeApi } from "../pod-volumes";
import { ReferencedObjects } from "../referenced-objects";
import { VolumeError } from "../volume-files";
import { pod } from "./samples";

let stateDir: string;
let tokens: number;
let settings: Readonly<Record<string, Buffer>> | undefined;

beforeEach(() => {
  stateDir = mkdtempSync(path.join(tmpdir(), "pod-volumes-"));
  tokens = 0;
  settings = { "a/b": Buffer.from("x") };
});

afterEach(() => {
  rmSync(stateDir, { recursive: true });
  jest.useRealTimers();
});

const api: VolumeApi = {
  cluster: { name: "c", server: "https://127.0.0.1:6443", caData: "Q0E=", skipTLSVerify: false },
  readObjects: () =>
    Promise.resolve(
      new ReferencedObjects(settings ? [{ kind: "configMap", name: "settings", data: settings }] : []),
    ),
  createToken: (_pod, audience) => Promise.resolve(`token-${audience}-${(tokens += 1)}`),
};

function volumesOf(volumes: V1Volume[]) {
  const containers = [
    { name: "main", volumeMounts: [{ name: "access", mountPath: tokenMountPath }] },
    { name: "other" },
  ];
  const owner = pod({ containers, volumes });
  const files = podFiles(stateDir, owner);
  const placed = { pod: owner, podIp: "10.64.0.7", hostIp: "10.64.254.1" };
  return { files, volumes: new PodVolumes(api, placed, files) };
}

const access: V1Volume = {
  name: "access",
  projected: { sources: [{ serviceAccountToken: { path: "token" } }] },
};

test("volumes become folders that only their owner can read; the kubeconfig points at the token's file", async () => {
  const { files, volumes } = volumesOf([
    access,
    { name: "settings", configMap: { name: "settings" } },
    { name: "shm", emptyDir: {} },
  ]);
  await volumes.mount();

  expect(readFileSync(path.join(files.volume("settings"), "a/b"), "utf8")).toBe("x");
  expect(statSync(path.join(files.volume("settings"), "a/b")).mode & 0o777).toBe(0o600);
  expect(statSync(files.volume("shm")).mode & 0o777).toBe(0o700);
  const tokenFile = path.join(files.volume("access"), "token");
  expect(readFileSync(tokenFile, "utf8")).toBe("token--1");
  expect(statSync(files.kubeconfig).mode & 0o777).toBe(0o600);
  expect(JSON.parse(readFileSync(files.kubeconfig, "utf8"))).toEqual({
    apiVersion: "v1",
    kind: "Config",
    clusters: [
      {
        name: "pod",
        cluster: { server: "https://127.0.0.1:6443", "certificate-authority-data": "Q0E=" },
      },
    ],
    users: [{ name: "pod", user: { tokenFile } }],
    contexts: [{ name: "pod", context: { cluster: "pod", user: "pod", namespace: "llm" } }],
    "current-context": "pod",
  });
});

test("a volume that cannot be mounted is named", async () => {
  const { volumes } = volumesOf([{ name: "v", secret: { secretName: "none" } }]);
  await expect(volumes.mount()).rejects.toThrow(
    new VolumeError('MountVolume.SetUp failed for volume "v" : secret "none" not found'),
  );
});

/** Advances the timers in steps of ten seconds until something holds: files are written in real time, not in that of the timers. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) {
    await jest.advanceTimersByTimeAsync(10_000);
    for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
  }
}

test("a changed ConfigMap reaches its volume, and one that is gone leaves it as it was", async () => {
  jest.useFakeTimers({ doNotFake: ["nextTick", "setImmediate"] });
  const log = jest.spyOn(console, "log").mockReturnValue();
  const { files, volumes } = volumesOf([{ name: "settings", configMap: { name: "settings" } }]);
  const content = () => readFileSync(path.join(files.volume("settings"), "a/b"), "utf8");
  await volumes.mount();
  volumes.keepFresh();

  settings = { "a/b": Buffer.from("y") };
  await until(() => content() === "y");

  settings = undefined;
  await until(() => log.mock.calls.length > 0);
  await volumes.mount().catch(() => undefined);
  expect(content()).toBe("y");
  expect(log.mock.calls).toEqual([
    [
      `volumes of ${files.folder} were not renewed: MountVolume.SetUp failed for volume "settings" : configmap "settings" not found`,
    ],
  ]);
  await volumes.stop();
  log.mockRestore();
});

test("the token is renewed after 40 minutes, and not before", async () => {
  jest.useFakeTimers({ doNotFake: ["nextTick", "setImmediate"] });
  const { volumes } = volumesOf([access]);
  await volumes.mount();
  volumes.keepFresh();
  await jest.advanceTimersByTimeAsync(39 * 60_000);
  expect(tokens).toBe(1);
  await jest.advanceTimersByTimeAsync(60_000);
  await until(() => tokens === 2);
  await volumes.stop();
  await jest.advanceTimersByTimeAsync(60 * 60_000);
  expect(tokens).toBe(2);
});
