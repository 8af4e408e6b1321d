import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, rename } from "node:fs/promises";
import path from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { errorMessage, UserError } from "@switchyard/process/user-error";
import type { InstallJob } from "./install";
import { runCommand } from "./run-command";
import type { Release, Tool } from "./tool";

const probeTimeoutMs = 2000;
const downloadTimeoutMs = 15 * 60_000;
const bytesPerMiB = 2 ** 20;

/** The release cannot be downloaded or verified: the tool has to be obtained in another way. */
export class ReleaseUnusableError extends Error {
  override readonly name = "ReleaseUnusableError";
}

/** Whether a release's checksums can be fetched within two seconds, and it runs on this machine. */
export async function isReleaseReachable(release: Release, env: NodeJS.ProcessEnv): Promise<boolean> {
  if (process.platform !== "linux" || process.arch !== "x64") return false;
  try {
    const response = await fetch(releaseUrl(release.checksums, env), {
      method: "HEAD",
      signal: AbortSignal.timeout(probeTimeoutMs),
    });
    return response.ok;
  } catch {
    return false;
  }
}

/**
 * Fetches a tool's release, compares it with its published checksum, and leaves the program in the job's folder.
 * @throws ReleaseUnusableError when it cannot be fetched or publishes no SHA-256; UserError when the checksum differs.
 */
export async function downloadRelease(
  tool: Tool,
  release: Release,
  job: InstallJob,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const url = releaseUrl(release.file, env);
  const checksumsUrl = releaseUrl(release.checksums, env);
  const fileName = path.posix.basename(release.file);
  const wanted = findChecksum(await fetchText(checksumsUrl, job.signal), fileName);
  if (wanted === undefined) throw new ReleaseUnusableError(`${checksumsUrl} names no sha256 of ${fileName}`);
  const archive = path.join(job.workDir, "download");
  const got = await fetchFile(url, archive, job);
  if (got !== wanted) throw new UserError(checksumMessage(tool, url, wanted, got));
  const program = path.join(job.workDir, tool.name);
  if (release.member === undefined) {
    await rename(archive, program);
    return;
  }
  const unpacked = path.join(job.workDir, "unpacked");
  await mkdir(unpacked);
  await runCommand("tar", ["-xzf", archive, "-C", unpacked], { signal: job.signal });
  await rename(path.join(unpacked, release.member), program);
}

/**
 * The URL of a release file. `SWITCHYARD_RELEASES` names a mirror whose top folders are the original hosts, for networks
 * that can reach nothing else.
 */
export function releaseUrl(hostAndPath: string, env: NodeJS.ProcessEnv): string {
  const mirror = env["SWITCHYARD_RELEASES"];
  return mirror === undefined || mirror === ""
    ? `https://${hostAndPath}`
    : `${mirror.replace(/\/+$/, "")}/${hostAndPath}`;
}

/** The SHA-256 of a file in a published list, or a list of just one hash without a name; undefined if missing. */
export function findChecksum(checksums: string, fileName: string): string | undefined {
  for (const line of checksums.split("\n")) {
    const [sum = "", name] = line.trim().split(/\s+\*?/);
    if (/^[0-9a-f]{64}$/i.test(sum) && (name === undefined || path.posix.basename(name) === fileName))
      return sum.toLowerCase();
  }
  return undefined;
}

function checksumMessage(tool: Tool, url: string, wanted: string, got: string): string {
  return (
    `${tool.name}: checksum of ${url}: want sha256 ${wanted}, got ${got}; ` +
    "nothing was installed: try again, and if it differs again do not trust that server"
  );
}

async function fetchText(url: string, signal: AbortSignal): Promise<string> {
  const response = await get(url, signal);
  return unusableUnlessAborted(url, signal, () => response.text());
}

/** Writes the file and returns its SHA-256. */
async function fetchFile(url: string, file: string, job: InstallJob): Promise<string> {
  const { body } = await get(url, job.signal);
  if (body === null) throw new ReleaseUnusableError(`${url}: empty answer`);
  const hash = createHash("sha256");
  let receivedBytes = 0;
  const observe = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      receivedBytes += chunk.length;
      job.report(`downloaded ${Math.floor(receivedBytes / bytesPerMiB)} MiB`);
      done(null, chunk);
    },
  });
  await unusableUnlessAborted(url, job.signal, () =>
    pipeline(Readable.fromWeb(body), observe, createWriteStream(file), { signal: job.signal }),
  );
  return hash.digest("hex");
}

async function get(url: string, signal: AbortSignal): Promise<Response> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(downloadTimeoutMs)]);
  const response = await unusableUnlessAborted(url, signal, () => fetch(url, { signal: limit }));
  if (!response.ok) throw new ReleaseUnusableError(`${url}: HTTP ${response.status}`);
  return response;
}

async function unusableUnlessAborted<T>(
  url: string,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    signal.throwIfAborted();
    throw new ReleaseUnusableError(`${url}: ${errorMessage(error)}`, { cause: error });
  }
}
