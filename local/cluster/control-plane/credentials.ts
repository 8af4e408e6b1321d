import { generateKeyPairSync, randomBytes, X509Certificate } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import type { ControlPlaneFiles } from "./files";

/** Bearer tokens of the API server's named clients. */
export interface ApiTokens {
  readonly admin: string;
  readonly controllerManager: string;
  readonly scheduler: string;
}

interface ApiUser {
  readonly key: keyof ApiTokens;
  readonly name: string;
  readonly group?: string;
}

const users: readonly ApiUser[] = [
  { key: "admin", name: "switchyard-admin", group: "system:masters" },
  { key: "controllerManager", name: "system:kube-controller-manager" },
  { key: "scheduler", name: "system:kube-scheduler" },
];

const renewBeforeMs = 30 * 24 * 60 * 60 * 1000;

/**
 * The tokens of a cluster, and its signing key on disk: made once, then kept, because Pulumi's provider and the pods'
 * own tokens rely on them.
 */
export function ensureCredentials(files: ControlPlaneFiles): ApiTokens {
  mkdirSync(files.certDir, { recursive: true, mode: 0o700 });
  if (!existsSync(files.serviceAccountKey)) writePrivate(files.serviceAccountKey, newSigningKey());
  if (!existsSync(files.tokens))
    writePrivate(
      files.tokens,
      tokenFile(() => randomBytes(32).toString("hex")),
    );
  dropExpiringCertificate(files, Date.now());
  return parseTokenFile(readFileSync(files.tokens, "utf8"));
}

/** The API server's static token file: token, user name, uid, groups. */
export function tokenFile(newToken: () => string): string {
  const lines = users.map(({ name, group }) => [
    newToken(),
    name,
    name,
    ...(group === undefined ? [] : [group]),
  ]);
  return lines.map((fields) => `${fields.join(",")}\n`).join("");
}

/**
 * The tokens in a static token file.
 * @throws Error when a user has none.
 */
export function parseTokenFile(text: string): ApiTokens {
  const rows = text.split("\n").map((line) => line.split(","));
  const tokenOf = (key: keyof ApiTokens): string => {
    const name = users.find((user) => user.key === key)?.name;
    const token = rows.find((row) => row[1] === name)?.[0];
    if (token === undefined) throw new Error(`tokens.csv has no token of ${name ?? key}`);
    return token;
  };
  return {
    admin: tokenOf("admin"),
    controllerManager: tokenOf("controllerManager"),
    scheduler: tokenOf("scheduler"),
  };
}

/**
 * Removes a serving certificate that is about to expire or was only partly written, so that the API server creates another
 * on its next start.
 */
export function dropExpiringCertificate(files: ControlPlaneFiles, nowMs: number): void {
  if (expiryMs(files.servingCertificate) - nowMs > renewBeforeMs) return;
  rmSync(files.servingCertificate, { force: true });
  rmSync(files.servingKey, { force: true });
}

/** Expiry time of a certificate; 0 if there is none. */
function expiryMs(certificate: string): number {
  try {
    return Date.parse(new X509Certificate(readFileSync(certificate)).validTo);
  } catch {
    return 0;
  }
}

/** Writes a file that only its owner may read, atomically: a file cut off by a full disk or a kill would be kept. */
export function writePrivate(file: string, content: string): void {
  writeFileSync(`${file}.new`, content, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

function newSigningKey(): string {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return privateKey.export({ type: "pkcs8", format: "pem" }).toString();
}
