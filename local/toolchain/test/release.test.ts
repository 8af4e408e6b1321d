import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { downloadRelease, findChecksum, isReleaseReachable, releaseUrl } from "../release";
import type { Release } from "../tool";
import { sampleTool } from "./sample-tool";
import { temporaryFolder } from "./temporary-folder";

const folder = temporaryFolder();
const archiveRelease: Release = {
  file: "example.com/v1/etcd-linux-amd64.tar.gz",
  checksums: "example.com/v1/SHA256SUMS",
  member: "etcd-linux-amd64/etcd",
  expectedSec: 1,
};
const plainRelease: Release = {
  file: "example.com/bin/etcd",
  checksums: "example.com/bin/etcd.sha256",
  expectedSec: 1,
};

let server: Server;
let files: Map<string, Buffer>;
let env: NodeJS.ProcessEnv;

beforeEach(async () => {
  files = new Map();
  server = createServer((request, response) => {
    const content = files.get(request.url ?? "");
    response.statusCode = content === undefined ? 404 : 200;
    response.end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  env = { SWITCHYARD_RELEASES: `http://127.0.0.1:${port}` };
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function sha256(content: Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}

function publish(hostAndPath: string, content: Buffer): void {
  files.set(`/${hostAndPath}`, content);
}

function tarGz(): Buffer {
  mkdirSync(path.join(folder(), "src/etcd-linux-amd64"), { recursive: true });
  writeFileSync(path.join(folder(), "src/etcd-linux-amd64/etcd"), "program");
  const archive = path.join(folder(), "archive.tar.gz");
  execFileSync("tar", ["-czf", archive, "-C", path.join(folder(), "src"), "etcd-linux-amd64"]);
  return readFileSync(archive);
}

function download(release: Release): Promise<void> {
  const workDir = path.join(folder(), "work");
  mkdirSync(workDir);
  const job = { workDir, report: () => undefined, signal: new AbortController().signal };
  return downloadRelease(sampleTool, release, job, env);
}

function downloaded(): string {
  return readFileSync(path.join(folder(), "work/etcd"), "utf8");
}

describe("downloadRelease", () => {
  test("takes the program out of an archive that has the published checksum", async () => {
    const archive = tarGz();
    publish(archiveRelease.file, archive);
    publish(
      archiveRelease.checksums,
      Buffer.from(`${"0".repeat(64)}  other.tar.gz\n${sha256(archive)}  etcd-linux-amd64.tar.gz\n`),
    );
    await download(archiveRelease);
    expect(downloaded()).toBe("program");
  });

  test("takes a program that is not packed", async () => {
    const program = Buffer.from("plain program");
    publish(plainRelease.file, program);
    publish(plainRelease.checksums, Buffer.from(sha256(program)));
    await download(plainRelease);
    expect(downloaded()).toBe("plain program");
  });

  test("refuses a file whose checksum differs", async () => {
    const wanted = "a".repeat(64);
    const program = Buffer.from("altered");
    publish(plainRelease.file, program);
    publish(plainRelease.checksums, Buffer.from(wanted));
    await expect(download(plainRelease)).rejects.toMatchObject({
      name: "UserError",
      message:
        `etcd: checksum of ${releaseUrl(plainRelease.file, env)}: want sha256 ${wanted}, got ${sha256(program)}; ` +
        "nothing was installed: try again, and if it differs again do not trust that server",
    });
  });

  test("a release without its file is unusable", async () => {
    publish(plainRelease.checksums, Buffer.from("a".repeat(64)));
    await expect(download(plainRelease)).rejects.toMatchObject({
      name: "ReleaseUnusableError",
      message: `${releaseUrl(plainRelease.file, env)}: HTTP 404`,
    });
  });

  test("a release that publishes no SHA-256 of the file is unusable", async () => {
    publish(archiveRelease.checksums, Buffer.from(`${"b".repeat(40)}  etcd-linux-amd64.tar.gz\n`));
    await expect(download(archiveRelease)).rejects.toMatchObject({
      name: "ReleaseUnusableError",
      message: `${releaseUrl(archiveRelease.checksums, env)} names no sha256 of etcd-linux-amd64.tar.gz`,
    });
  });
});

describe("isReleaseReachable", () => {
  test("is true where the checksums answer", async () => {
    publish(plainRelease.checksums, Buffer.from("a".repeat(64)));
    expect(await isReleaseReachable(plainRelease, env)).toBe(
      process.platform === "linux" && process.arch === "x64",
    );
  });

  test("is false where they do not exist", async () => {
    expect(await isReleaseReachable(plainRelease, env)).toBe(false);
  });

  test("is false where nothing listens", async () => {
    expect(await isReleaseReachable(plainRelease, { SWITCHYARD_RELEASES: "http://127.0.0.1:1" })).toBe(false);
  });
});

describe("releaseUrl", () => {
  test.each([
    [undefined, "https://example.com/a"],
    ["", "https://example.com/a"],
    ["http://mirror:8080", "http://mirror:8080/example.com/a"],
    ["http://mirror/releases/", "http://mirror/releases/example.com/a"],
  ])("mirror %j", (mirror, url) => {
    expect(releaseUrl("example.com/a", { SWITCHYARD_RELEASES: mirror })).toBe(url);
  });
});

describe("findChecksum", () => {
  const sum = "c".repeat(64);

  test.each([
    ["a list", `${sum}  a.tar.gz\n`, sum],
    ["a list with paths", `${sum}  ./dist/a.tar.gz\n`, sum],
    ["a list of binary files", `${sum} *a.tar.gz\n`, sum],
    ["a bare sum", `${sum}\n`, sum],
    ["upper case", sum.toUpperCase(), sum],
    ["a list without the file", `${sum}  b.tar.gz\n`, undefined],
    ["a file whose name only ends the same", `${sum}  xa.tar.gz\n`, undefined],
    ["another algorithm", `${"c".repeat(40)}  a.tar.gz\n`, undefined],
    ["an error page", "<html>not found</html>", undefined],
  ])("%s", (_title, checksums, expected) => {
    expect(findChecksum(checksums, "a.tar.gz")).toBe(expected);
  });
});
